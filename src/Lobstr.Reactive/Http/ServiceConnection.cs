using System.Diagnostics;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>Sends one request at a time and makes an answer of whatever comes back. Knows of no schedule and no budget.</summary>
internal sealed class ServiceConnection : IDisposable
{
    // What the connection pool may keep of the service's addresses: its DNS may change.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly bool _ownsHttp;
    private readonly Uri _baseAddress;
    private readonly string _key;
    private readonly string _authorization;
    private readonly RequestEvents _events;

    public ServiceConnection(HttpClient? http, LobstrClientOptions options, Clock clock, RequestEvents events)
    {
        _ownsHttp = http is null;
        Http = http ?? CreateHttpClient(options.BaseAddress);
        _baseAddress = options.BaseAddress;
        _key = options.ApiKey!;
        _authorization = "Token " + _key;
        Clock = clock;
        _events = events;
    }

    /// <summary>Sends without the key, for what is not at the service's own address.</summary>
    public HttpClient Http { get; }

    public Clock Clock { get; }

    /// <summary>Asks for a resource, or sends it something.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="resource">What it is.</param>
    /// <param name="id">Which one.</param>
    /// <param name="content">What to send; null: nothing.</param>
    /// <param name="last">The answer before, to be returned again where nothing has changed.</param>
    /// <param name="parent">What the request is a part of, for traces.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer, an error of the service included. Faults of the network are thrown.</returns>
    public async Task<Answer<T>> SendAsync<T>(
        HttpMethod method,
        Resource<T> resource,
        string id,
        HttpContent? content,
        T? last,
        ActivityContext parent,
        CancellationToken cancellationToken)
        where T : class
    {
        string path = resource.PathOf(id);
        using var request = new HttpRequestMessage(method, new Uri(_baseAddress, path)) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        var scope = new RequestScope(Clock, _events, request, path, resource.Endpoint, method == HttpMethod.Get ? resource.SubjectOf(id) : null, parent);
        try
        {
            using HttpResponseMessage response = await Http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            using PooledBody body = await PooledBody
                .ReadAsync(response.Content, resource.BodyLimit, cancellationToken)
                .ConfigureAwait(false);
            scope.Answered(response.StatusCode);
            return Read(resource, id, last, response, body) with { IsAnswered = true };
        }
        catch (Exception error)
        {
            scope.Failed(error);
            throw;
        }
    }

    public void Dispose()
    {
        if (_ownsHttp)
            Http.Dispose();
    }

    private Answer<T> Read<T>(Resource<T> resource, string id, T? last, HttpResponseMessage response, PooledBody body)
        where T : class
    {
        DateTimeOffset now = Clock.Scheduler.Now;
        RateLimit limit = RateLimitHeaders.Read(response.Headers, now);
        TimeSpan? retryAfter = RateLimitHeaders.ReadRetryAfter(response.Headers, now);
        if (!response.IsSuccessStatusCode)
        {
            ErrorBody error = ErrorBody.Read(body.Utf8).Without(_key);
            string message = ApiErrors.Describe(response.StatusCode, error, resource.Describe(id));
            return Answer<T>.Failed(
                resource.ErrorOf(response.StatusCode, id, message, error, retryAfter)
                    ?? ApiErrors.Create(response.StatusCode, message, error, retryAfter),
                limit);
        }
        try
        {
            if (body.IsTooLarge)
                throw new LobstrProtocolException($"The answer about {resource.Describe(id)} is larger than {resource.BodyLimit} bytes.");
            T value = resource.Read(body.Utf8, id, last);
            return new Answer<T> { Value = value, RetryAfter = retryAfter, Limit = limit };
        }
        catch (LobstrProtocolException error)
        {
            return Answer<T>.Failed(error, limit) with { RetryAfter = retryAfter };
        }
    }

    private static HttpClient CreateHttpClient(Uri baseAddress) => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            // Plain http is for loopback only, and then the key does not travel to a proxy either.
            UseProxy = !baseAddress.IsLoopback,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLifetime,
        })
    {
        // Time is the scheduler's: the queue gives up a request that takes too long.
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
