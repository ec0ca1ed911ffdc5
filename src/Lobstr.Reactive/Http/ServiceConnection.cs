using System.Net;

namespace Lobstr.Reactive;

/// <summary>Asks the service, one request at a time each, and makes an answer of whatever comes back. Knows of no schedule.</summary>
internal sealed class ServiceConnection : IDisposable
{
    // What the connection pool may keep of the service's addresses: its DNS may change.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly Uri _baseAddress;
    private readonly string _authorization;
    private readonly Clock _clock;
    private readonly RequestEvents _events;

    public ServiceConnection(HttpClient? http, LobstrClientOptions options, Clock clock, RequestEvents events)
    {
        _ownsHttp = http is null;
        _http = http ?? CreateHttpClient();
        _baseAddress = options.BaseAddress;
        _authorization = "Token " + options.ApiKey;
        _clock = clock;
        _events = events;
    }

    /// <summary>Asks for a resource.</summary>
    /// <param name="resource">What it is.</param>
    /// <param name="id">Which one.</param>
    /// <param name="last">The answer before, to be returned again where nothing has changed.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer, an error of the service included. Faults of the network are thrown.</returns>
    public async Task<Answer<T>> GetAsync<T>(Resource<T> resource, string id, T? last, CancellationToken cancellationToken)
        where T : class
    {
        string path = resource.PathOf(id);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_baseAddress, path));
        request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        TimeSpan sentAt = _clock.Elapsed;
        _events.Sent(id, "GET", path);
        try
        {
            using HttpResponseMessage response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            using PooledBody body = await BodyReader.ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
            _events.Answered(id, response.StatusCode, _clock.Elapsed - sentAt);
            return Read(resource, id, last, response, body);
        }
        catch (Exception error)
        {
            _events.Failed(id, error);
            throw;
        }
    }

    public void Dispose()
    {
        if (_ownsHttp)
            _http.Dispose();
    }

    private Answer<T> Read<T>(Resource<T> resource, string id, T? last, HttpResponseMessage response, PooledBody body)
        where T : class
    {
        DateTimeOffset now = _clock.Scheduler.Now;
        RateLimit limit = RateLimitHeaders.Read(response.Headers, now);
        TimeSpan? retryAfter = RateLimitHeaders.ReadRetryAfter(response.Headers, now);
        if (!response.IsSuccessStatusCode)
        {
            ErrorBody error = ErrorBody.Read(body.Utf8);
            string message = ApiErrors.Describe(response.StatusCode, error, resource.Describe(id));
            return Answer<T>.Failed(
                resource.ErrorOf(response.StatusCode, id, message, error, retryAfter)
                    ?? ApiErrors.Create(response.StatusCode, message, error, retryAfter),
                limit);
        }
        if (body.IsTooLarge)
            return Answer<T>.Failed(
                new LobstrProtocolException($"The answer about {resource.Describe(id)} is larger than {BodyReader.Limit} bytes."), limit);
        try
        {
            T value = resource.Read(body.Utf8.Span, id, last);
            return new Answer<T> { Value = value, RetryAfter = retryAfter, Limit = limit };
        }
        catch (LobstrProtocolException error)
        {
            return Answer<T>.Failed(error, limit) with { RetryAfter = retryAfter };
        }
    }

    private static HttpClient CreateHttpClient() => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            PooledConnectionLifetime = ConnectionLifetime,
        })
    {
        // Time is the scheduler's: the queue gives up a request that takes too long.
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
