using System.Globalization;

namespace Lobstr.Reactive.Testing;

/// <summary>The way of a request through the service: latency, faults, key, budget, endpoint, and back.</summary>
internal sealed class SimulatedService(
    SimulatorClock clock, LobstrSimulatorOptions options, RequestLog log, FaultPlan faults, IReadOnlyList<IEndpoints> endpoints)
{
    private const string BasePath = "/v1/";

    private readonly RateLimiter _limiter = new(options);

    public void UseElsewhere(string key, RateLimitFamily family, int requests) =>
        _limiter.Count(key, family, clock.Elapsed, requests);

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        Uri uri = message.RequestUri ?? throw new InvalidOperationException("A request needs an absolute address.");
        string path = uri.AbsolutePath.StartsWith(BasePath, StringComparison.Ordinal) ? uri.AbsolutePath[BasePath.Length..] : uri.AbsolutePath;
        SimulatedRequest request = log.Add(message.Method, path, uri.Query, clock.Elapsed);
        try
        {
            TimeSpan latency = options.Latency.Of(request);
            var half = TimeSpan.FromTicks(latency.Ticks / 2);
            await Wait(half, cancellationToken).ConfigureAwait(false);
            request.Arrived(clock.Elapsed);
            HttpResponseMessage response = await AnswerAsync(request, message, cancellationToken).ConfigureAwait(false);
            await Wait(latency - half, cancellationToken).ConfigureAwait(false);
            request.Answered(clock.Elapsed, response.StatusCode);
            return response;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            request.Cancelled(clock.Elapsed);
            throw;
        }
        catch (Exception e)
        {
            request.Failed(clock.Elapsed, e.Message);
            throw;
        }
    }

    private async Task<HttpResponseMessage> AnswerAsync(
        SimulatedRequest request, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        FaultEffect fault = faults.Of(request, clock.Elapsed);
        request.Befallen(fault.Ending);
        if (fault.Kind == FaultKind.ConnectionRefused) throw SimulatedFaults.ConnectionRefused();

        (string? key, Answer? refusal) = endpoints.Any(part => part.IsOpen(request.Path)) ? default : Authenticate(message);
        RateLimitState? limit = key is not null ? _limiter.Count(key, RateLimiter.FamilyOf(request.Path), clock.Elapsed) : null;

        await Wait(fault.Delay, cancellationToken).ConfigureAwait(false);
        if (fault.Kind == FaultKind.Hang) await SchedulerWait.Forever(cancellationToken).ConfigureAwait(false);

        bool exceeded = limit is { Exceeded: true };
        Answer answer = fault.Response
            ?? refusal
            ?? (exceeded ? Answers.TooManyRequests(limit!.Value) : null)
            ?? await RouteAsync(request.Path, message, cancellationToken).ConfigureAwait(false);
        if (fault.Kind == FaultKind.ConnectionReset) throw SimulatedFaults.ConnectionReset();
        if (fault.Cut is { } cut) answer = answer with { Cut = cut };

        HttpResponseMessage response = answer.ToResponse(message);
        AddUsualHeaders(response, limit, retryAfter: exceeded && fault.Response is null);
        foreach ((string name, string value) in answer.Headers) Set(response, name, value);
        foreach ((string name, string value) in fault.Headers) Set(response, name, value);
        return response;
    }

    private async ValueTask<Answer> RouteAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        foreach (IEndpoints part in endpoints)
        {
            if (await part.AnswerAsync(path, message, cancellationToken).ConfigureAwait(false) is { } answer) return answer;
        }

        return Answers.PathNotFound;
    }

    private (string? Key, Answer? Refusal) Authenticate(HttpRequestMessage message)
    {
        if (message.Headers.Authorization is not { Parameter: { } key } header
            || !header.Scheme.Equals("Token", StringComparison.OrdinalIgnoreCase))
        {
            return (null, Answers.NoKey);
        }

        return options.ApiKeys.Contains(key, StringComparer.Ordinal) ? (key, null) : (null, Answers.WrongKey);
    }

    private void AddUsualHeaders(HttpResponseMessage response, RateLimitState? limit, bool retryAfter)
    {
        TimeSpan now = clock.Elapsed;
        if (options.DateHeader) response.Headers.Date = clock.DateAt(now);
        if (limit is not { } state) return;
        if (options.RateLimitHeaders)
        {
            Set(response, "X-RateLimit-Limit", Text(state.Limit));
            Set(response, "X-RateLimit-Remaining", Text(state.Remaining));
            Set(response, "X-RateLimit-Reset", Text(SecondsUp(clock.DateAt(state.ResetAt) - DateTimeOffset.UnixEpoch)));
        }

        if (retryAfter && options.RetryAfterHeader) Set(response, "Retry-After", Text(Math.Max(1, SecondsUp(state.ResetAt - now))));
    }

    // Whole seconds, never too few: who waits as long as they say is never too early.
    private static long SecondsUp(TimeSpan span) =>
        (span.Ticks / TimeSpan.TicksPerSecond) + (span.Ticks % TimeSpan.TicksPerSecond > 0 ? 1 : 0);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Set(HttpResponseMessage response, string name, string value)
    {
        if (response.Headers.NonValidated.Contains(name)) response.Headers.Remove(name);
        if (response.Headers.TryAddWithoutValidation(name, value)) return;
        response.Content.Headers.Remove(name);
        response.Content.Headers.TryAddWithoutValidation(name, value);
    }

    private Task Wait(TimeSpan delay, CancellationToken cancellationToken) =>
        SchedulerWait.For(clock.Scheduler, delay, cancellationToken);
}
