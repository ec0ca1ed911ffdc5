using System.Net.Http.Headers;
using Lobstr.Reactive.Testing;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Lobstr.Reactive.Samples.Simulator;

/// <summary>Passes what the server receives on to the simulator, and its answer back.</summary>
internal sealed class Forwarder(LobstrSimulator simulator, CancellationToken stopping) : IDisposable
{
    private readonly HttpMessageInvoker _simulator = new(simulator.CreateHandler());

    public async Task ForwardAsync(HttpContext context)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            using HttpRequestMessage request = RequestOf(context);
            using HttpResponseMessage response = await _simulator.SendAsync(request, cancellation.Token);
            await CopyAsync(response, context, cancellation.Token);
            // As the proxies in front of such services do: whoever is still sending hears the answer when all is sent, and not a
            // broken connection.
            await context.Request.Body.CopyToAsync(Stream.Null, cancellation.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or (IOException and not BadHttpRequestException))
        {
            // A simulated fault of the network, or a client that has gone: the connection breaks. What the server itself
            // objects to, such as a body that is too large, it answers in its own way.
            context.Abort();
        }
    }

    public void Dispose() => _simulator.Dispose();

    private static HttpRequestMessage RequestOf(HttpContext context)
    {
        HttpRequest from = context.Request;
        var request = new HttpRequestMessage(new HttpMethod(from.Method), from.GetEncodedUrl());
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true) request.Content = new StreamContent(from.Body);
        foreach ((string name, StringValues values) in from.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return request;
    }

    private static async Task CopyAsync(HttpResponseMessage response, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        Copy(response.Headers.NonValidated, context.Response.Headers);
        // Reading the length puts it among the headers.
        context.Response.ContentLength = response.Content.Headers.ContentLength;
        Copy(response.Content.Headers.NonValidated, context.Response.Headers);
        await response.Content.CopyToAsync(context.Response.Body, cancellationToken);
    }

    private static void Copy(HttpHeadersNonValidated from, IHeaderDictionary to)
    {
        foreach ((string name, HeaderStringValues values) in from) to[name] = values.ToArray();
    }
}
