using System.Diagnostics;

namespace Lobstr.Reactive;

/// <summary>Sends one request at a time and makes an answer of whatever comes back. Knows of no schedule and no budget.</summary>
internal sealed class ServiceConnection : IDisposable
{
    private readonly bool _ownsHttp;
    private readonly HttpMessageInvoker _http;
    private readonly string _baseAddress;
    private readonly Secret _key;
    private readonly string _authorization;
    private readonly TimeSpan _requestTimeout;
    private long _sent;

    public ServiceConnection(HttpClient? http, LobstrClientOptions options, Clock clock, ClientEvents events)
    {
        _ownsHttp = http is null;
        _http = http ?? new HttpMessageInvoker(ServiceHandler.Create(options.BaseAddress));
        _baseAddress = options.BaseAddress.AbsoluteUri;
        _key = new Secret(options.ApiKey!);
        _authorization = "Token " + options.ApiKey;
        Clock = clock;
        Events = events;
        ClientName = options.Name;
        _requestTimeout = options.RequestTimeout;
    }

    public Clock Clock { get; }

    public ClientEvents Events { get; }

    /// <summary>What the client is called, for metrics; null if it has no name.</summary>
    public string? ClientName { get; }

    /// <summary>What nobody is to see of what comes.</summary>
    public Secret Secret => _key;

    /// <summary>Whether a handler of the caller's may decompress what comes, and hide that it has.</summary>
    public bool MayBeDecompressed => !_ownsHttp;

    /// <summary>Whether the caller's client adds an authorization of its own to all that it sends.</summary>
    public bool AddsAuthorization =>
        _http is HttpClient client && client.DefaultRequestHeaders.NonValidated.Contains("Authorization");

    /// <summary>Asks for a resource, or sends it something.</summary>
    /// <param name="method">GET or POST.</param>
    /// <param name="resource">What it is.</param>
    /// <param name="id">Which one.</param>
    /// <param name="content">What to send; null: nothing.</param>
    /// <param name="last">The answer before, to be returned again if nothing has changed.</param>
    /// <param name="origin">What the request is made for, in traces.</param>
    /// <param name="waiting">Told when it leaves, and when an error has come but for its words: from then on they are waited for here.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer, an error of the service included. Faults of the network are thrown.</returns>
    public Task<Answer<T>> SendAsync<T>(
        HttpMethod method,
        Resource<T> resource,
        string id,
        OneTimeContent? content,
        T? last,
        TraceOrigin origin,
        IProgressSink waiting,
        CancellationToken cancellationToken)
        where T : class
    {
        string address = resource.AddressOf(_baseAddress, id);
        var request = new ServiceRequest(method, address, _baseAddress.Length, Interlocked.Increment(ref _sent)) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        if (_ownsHttp)
            request.Headers.TryAddWithoutValidation("Accept-Encoding", ContentDecoding.Accepted);
        if (content is { AsksFirst: true })
            request.Headers.ExpectContinue = true;
        string? subject = SubjectOf(method, resource, id);
        Activity? current = Activity.Current;
        try
        {
            var scope = new RequestScope(Clock, request, resource.Endpoint, subject, origin);
            waiting.Sent(request);
            Events.Sent(subject, request);
            return SendAsync(request, scope, resource, id, last, waiting, cancellationToken);
        }
        finally
        {
            // The request's own activity is current for the request, and for nobody else here.
            Activity.Current = current;
        }
    }

    /// <summary>Sends any request as it is, without the key, and returns when the headers of the answer are there.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        // Of an HttpClient of one's own only its handler is needed; what else it does costs half a kilobyte a request.
        _http is HttpClient client
            ? client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            : _http.SendAsync(request, cancellationToken);

    public void Dispose()
    {
        if (_ownsHttp)
            _http.Dispose();
    }

    /// <summary>
    /// A fault as the caller is to see it: without the key, and as a timeout if it was that of the caller's own HttpClient, which
    /// looks like a cancellation.
    /// </summary>
    /// <returns>The same object if there is nothing to say or to hide.</returns>
    public Exception WithMessage(Exception error, CancellationToken cancellationToken)
    {
        Exception fault = error is OperationCanceledException cancelled
            && !cancellationToken.IsCancellationRequested
            && _http is HttpClient { Timeout: var timeout }
            && timeout != Timeout.InfiniteTimeSpan
            && HttpFault.IsTimeout(cancelled)
                ? new TimeoutException($"The HttpClient's own {nameof(HttpClient.Timeout)} of {timeout:c} ended the request before it was answered.", error)
                : error;
        return _key.IsIn(fault) ? _key.Redacted(fault) : fault;
    }

    // What the state machine must remember is what it costs: the rest is done before.
    private async Task<Answer<T>> SendAsync<T>(
        ServiceRequest request,
        RequestScope scope,
        Resource<T> resource,
        string id,
        T? last,
        IProgressSink waiting,
        CancellationToken cancellationToken)
        where T : class
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            using PooledBody body = await ReadAsync(request, response, scope.SentAt, resource.BodyLimit, waiting, cancellationToken)
                .ConfigureAwait(false);
            scope.Answered(Events.IsObserved ? SubjectOf(request.Method, resource, id) : null, request, response.StatusCode, resource.Endpoint, this);
            return Read(resource, id, last, response, body) with { IsAnswered = true };
        }
        catch (Exception error)
        {
            Exception fault = WithMessage(error, cancellationToken);
            scope.Failed(fault, resource.Endpoint, this);
            if (ReferenceEquals(fault, error))
                throw;
            throw fault;
        }
        finally
        {
            response?.Dispose();
            request.Dispose();
        }
    }

    private ValueTask<PooledBody> ReadAsync(
        HttpRequestMessage request,
        HttpResponseMessage response,
        TimeSpan sentAt,
        int limit,
        IProgressSink waiting,
        CancellationToken cancellationToken)
    {
        HttpContent content = ResponseContent.Of(response);
        // Below 300 the body is what the answer is about.
        if ((int)response.StatusCode < 300)
            return PooledBody.ReadAsync(content, limit, isNeeded: response.IsSuccessStatusCode, cancellationToken);
        // What has sent a file has been at it for as long as it liked.
        TimeSpan rest = request.Content is null ? Clock.AddSaturating(sentAt, _requestTimeout) - Clock.Elapsed : _requestTimeout;
        return ErrorBodyReader.ReadAsync(content, limit, Clock, rest, waiting, cancellationToken);
    }

    private static string? SubjectOf<T>(HttpMethod method, Resource<T> resource, string id)
        where T : class => method == HttpMethod.Get ? resource.SubjectOf(id) : null;

    private Answer<T> Read<T>(Resource<T> resource, string id, T? last, HttpResponseMessage response, PooledBody body)
        where T : class
    {
        DateTimeOffset now = Clock.Scheduler.Now;
        RateLimit limit = RateLimitHeaders.Read(response.Headers, now);
        TimeSpan? retryAfter = RateLimitHeaders.ReadRetryAfter(response.Headers, now);
        if (!response.IsSuccessStatusCode)
        {
            ErrorBody error = ErrorBody.Read(body.Utf8, _key);
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
            T value = resource.Redacted(_key, resource.Read(body.Utf8, id, last));
            return new Answer<T> { Value = value, RetryAfter = retryAfter, Limit = limit };
        }
        catch (LobstrProtocolException error)
        {
            error.RetryAfter = retryAfter;
            return Answer<T>.Failed(error, limit);
        }
    }
}
