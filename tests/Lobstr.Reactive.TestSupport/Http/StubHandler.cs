using System.Net;
using System.Net.Http.Headers;
using System.Reactive.Concurrency;
using System.Text;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// The far end of an HttpClient: answers from a script in virtual time and enters each request and each cancellation into
/// the transcript. A request beyond the script's end throws.
/// </summary>
/// <remarks>
/// It simulates no service: it knows no path, no upload, no time but an answer's own. What the service does as time goes by is
/// LobstrSimulator's alone. This one is for what a simulator must not be able to do, or what it must not decide for a test of
/// the wire: bytes that are no text, exceptions of any type, answers that come in spite of a cancellation, a response to look at
/// after the fact, and the contract's own bodies word by word, which would otherwise be read and written by code of the same mind.
/// </remarks>
public sealed class StubHandler(IScheduler scheduler, Transcript transcript) : HttpMessageHandler
{
    private readonly Queue<Reply<HttpResponseMessage>> _replies = new();
    private readonly List<StubRequest> _requests = [];
    private Reply<HttpResponseMessage>? _last;
    private bool _isForever;

    public IReadOnlyList<StubRequest> Requests => _requests;

    /// <summary>How many requests are waiting for an answer.</summary>
    public int UnderWay { get; private set; }

    /// <summary>Whether somebody disposed this handler.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Answers with a body and headers; a header without a value is left out.</summary>
    public StubHandler Answers(int statusCode, string body, double after = 0, params (string Name, string Value)[] headers) =>
        Answers(() => Response(statusCode, new ByteArrayContent(Encoding.UTF8.GetBytes(body)), headers), after);

    /// <summary>Answers with a response of one's own making.</summary>
    public StubHandler Answers(Func<HttpResponseMessage> make, double after = 0) => Add(new(make, TimeSpan.FromSeconds(after)));

    /// <summary>Answers with a task that faults.</summary>
    public StubHandler Fails(Exception fault, double after = 0) => Add(new(() => throw fault, TimeSpan.FromSeconds(after)));

    /// <summary>Is answered by nothing but a cancellation.</summary>
    public StubHandler HangsUntilCancelled() => Add(new(() => throw new NotSupportedException(), Latency: null));

    /// <summary>The reply before this one ignores cancellations.</summary>
    public StubHandler Stubbornly()
    {
        Reply<HttpResponseMessage>[] replies = [.. _replies];
        replies[^1] = _last = replies[^1] with { IsStubborn = true };
        _replies.Clear();
        foreach (Reply<HttpResponseMessage> reply in replies)
            _replies.Enqueue(reply);
        return this;
    }

    /// <summary>The reply before this one is given so many times in all.</summary>
    public StubHandler Times(int count)
    {
        for (int i = 1; i < count; i++)
            _replies.Enqueue(_last!);
        return this;
    }

    /// <summary>The last reply of the script is given again and again.</summary>
    public void Forever() => _isForever = true;

    /// <summary>A response with a content and headers.</summary>
    public static HttpResponseMessage Response(int statusCode, HttpContent content, params (string Name, string Value)[] headers)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(headers);
        content.Headers.ContentType ??= new MediaTypeHeaderValue("application/json");
        HttpResponseMessage response = new((HttpStatusCode)statusCode) { Content = content };
        foreach ((string name, string value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        string? authorization = request.Headers.NonValidated.TryGetValues("Authorization", out HeaderStringValues values)
            ? values.ToString()
            : null;
        _requests.Add(new(scheduler.Now, request.Method.Method, request.RequestUri!, authorization));
        transcript.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
        UnderWay++;
        return Next().Give(
            scheduler, onCancelled: () => transcript.Add("cancelled"), onEnded: () => UnderWay--, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }

    private Reply<HttpResponseMessage> Next() =>
        _replies.TryDequeue(out Reply<HttpResponseMessage>? reply) ? reply
        : _isForever ? _last!
        : throw new NotSupportedException("The script of the test is over, and there was one more request.");

    private StubHandler Add(Reply<HttpResponseMessage> reply)
    {
        _last = reply;
        _replies.Enqueue(reply);
        return this;
    }
}
