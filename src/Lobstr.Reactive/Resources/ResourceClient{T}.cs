using System.Diagnostics;
using System.Net;

namespace Lobstr.Reactive;

/// <summary>Where polling and HTTP meet: what can be done with one kind of resource.</summary>
internal sealed class ResourceClient<T>(
    ServiceConnection service,
    RequestQueue queue,
    RequestFamily family,
    ClientLifetime lifetime,
    TimeSpan requestTimeout,
    Resource<T> resource)
    where T : class
{
    private readonly Dictionary<string, Poll> _polls = Register(family);

    public RequestQueue Queue => queue;

    public RequestFamily Family => family;

    public TimeSpan RequestTimeout => requestTimeout;

    /// <summary>What nobody is to see of an answer.</summary>
    public Secret Secret => service.Secret;

    public PollKey KeyOf(string id) => new(_polls, id);

    /// <summary>Asks once.</summary>
    public Task<T> GetAsync(string id, CancellationToken cancellationToken)
    {
        // The request is sent from an action of the scheduler, where the caller's activity is not current any more.
        ActivityContext parent = Activity.Current?.Context ?? default;
        return new TaskCall<T>(queue, family, GetPlan(id, parent))
            .Start(cancellationToken);
    }

    /// <summary>Asks for each subscription, and again after transient faults.</summary>
    public IObservable<T> Get(string id, RetryPolicy policy) =>
        new CallObservable<T>(queue, family, GetPlan(id, parent: default)).Retry(policy.IsWorthARetry, policy, resource.SubjectOf(id), family, queue, lifetime);

    /// <summary>Sends something once, and never again.</summary>
    public Task<T> PostAsync(string id, Func<Action, CancellationToken, Task<HttpContent>> open, CancellationToken cancellationToken)
    {
        ActivityContext parent = Activity.Current?.Context ?? default;
        return new TaskCall<T>(queue, family, PostPlan(id, open, parent)).Start(cancellationToken);
    }

    /// <summary>Sends something for each subscription, and again where the service cannot have taken it.</summary>
    public IObservable<T> Post(string id, Func<Action, CancellationToken, Task<HttpContent>> open, RetryPolicy policy) =>
        new CallObservable<T>(queue, family, PostPlan(id, open, parent: default))
            .Retry((fault, kind) => ResendPolicy.IsSafeToResend(fault) && policy.IsWorthARetry(fault, kind), policy, id: null, family, queue, lifetime);

    /// <summary>The watches of it, if there are any, are due at once.</summary>
    public void AskNow(string id) => queue.AskNow(KeyOf(id));

    /// <summary>Watches, with options that have been checked.</summary>
    public IObservable<T> Watch(string id, WatchOptions options, WatchRules<T> rules) =>
        new WatchObservable<T>(() => queue, _ => FindPoll(id), options, rules);

    public Task<Answer<T>> AskAsync(string id, T? last, TraceOrigin origin, IProgressSink waiting, CancellationToken cancellationToken) =>
        service.SendAsync(HttpMethod.Get, resource, id, content: null, last, origin, waiting, cancellationToken);

    private CallPlan<T> PostPlan(string id, Func<Action, CancellationToken, Task<HttpContent>> open, ActivityContext parent) => new(
        Id: null,
        Key: null,
        requestTimeout,
        (progress, token) => PostAsync(id, open, parent, progress, token),
        fault => ResendPolicy.WithResendWarning(fault, resource.Describe(id), resource.LookWith(id)),
        resource.TakesFiles);

    private async Task<Answer<T>> PostAsync(
        string id,
        Func<Action, CancellationToken, Task<HttpContent>> open,
        ActivityContext parent,
        IProgressSink progress,
        CancellationToken cancellationToken)
    {
        for (bool mayAskFirst = true; ; mayAskFirst = false)
        {
            OneTimeContent content;
            try
            {
                HttpContent body = await open(progress.Progressed, cancellationToken).ConfigureAwait(false);
                content = new OneTimeContent(body, resource.Describe(id), resource.LookWith(id), mayAskFirst);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                return Answer<T>.Failed(error) with { IsUnsent = true };
            }
            using (content)
            {
                Answer<T> answer = await PostAsync(id, content, parent, progress, cancellationToken).ConfigureAwait(false);
                // A server that does not know that header gets the file without it (RFC 9110 section 15.5.18).
                if (!content.AsksFirst || content.IsSent || answer.Fault is not LobstrApiException { StatusCode: HttpStatusCode.ExpectationFailed })
                    return answer;
            }
        }
    }

    private async Task<Answer<T>> PostAsync(
        string id, OneTimeContent content, ActivityContext parent, IProgressSink progress, CancellationToken cancellationToken)
    {
        try
        {
            Answer<T> answer = await service
                .SendAsync(HttpMethod.Post, resource, id, content, last: null, new TraceOrigin(parent), progress, cancellationToken)
                .ConfigureAwait(false);
            return answer.Fault is not null && content.Refusal is { } refusal ? Answer<T>.Failed(refusal, answer.Limit) with { IsAnswered = true } : answer;
        }
        catch (Exception) when (content.Refusal is not null)
        {
            // Whatever the handlers have made of it.
            throw content.Refusal;
        }
    }

    private CallPlan<T> GetPlan(string id, ActivityContext parent) =>
        new(resource.SubjectOf(id), KeyOf(id), requestTimeout, (progress, token) => AskAsync(id, last: null, new TraceOrigin(parent), progress, token));

    private Poll<T> FindPoll(string id) =>
        (Poll<T>?)KeyOf(id).Find() ?? new ResourcePoll<T>(this, id);

    // Closing the client ends the polls of every kind.
    private static Dictionary<string, Poll> Register(RequestFamily family)
    {
        var polls = new Dictionary<string, Poll>(StringComparer.Ordinal);
        family.Polls.Add(polls);
        return polls;
    }
}
