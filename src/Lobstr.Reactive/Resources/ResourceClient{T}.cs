using System.Diagnostics;

namespace Lobstr.Reactive;

/// <summary>Where polling and HTTP meet: what can be done with one kind of resource.</summary>
internal sealed class ResourceClient<T>(
    ServiceConnection service, RequestQueue queue, RequestFamily family, TimeSpan requestTimeout, Resource<T> resource)
    where T : class
{
    public RequestQueue Queue => queue;

    public RequestFamily Family => family;

    public TimeSpan RequestTimeout => requestTimeout;

    public PollKey KeyOf(string id) => new(resource, id);

    /// <summary>Asks once.</summary>
    public Task<T> GetAsync(string id, CancellationToken cancellationToken)
    {
        // The request is sent from an action of the scheduler, where the caller's activity is not current any more.
        ActivityContext parent = Activity.Current?.Context ?? default;
        return new TaskCall<T>(queue, family, Plan(KeyOf(id), token => AskAsync(id, last: null, parent, token)))
            .Start(cancellationToken);
    }

    /// <summary>Asks once for each subscription.</summary>
    public IObservable<T> Get(string id) =>
        new CallObservable<T>(queue, family, Plan(KeyOf(id), token => AskAsync(id, last: null, parent: default, token)));

    /// <summary>Sends something once.</summary>
    public Task<T> PostAsync(string id, Func<CancellationToken, Task<HttpContent>> open, CancellationToken cancellationToken)
    {
        ActivityContext parent = Activity.Current?.Context ?? default;
        return new TaskCall<T>(queue, family, Plan(key: null, token => PostAsync(id, open, parent, token)))
            .Start(cancellationToken);
    }

    /// <summary>Sends something once for each subscription.</summary>
    public IObservable<T> Post(string id, Func<CancellationToken, Task<HttpContent>> open) =>
        new CallObservable<T>(queue, family, Plan(key: null, token => PostAsync(id, open, parent: default, token)));

    /// <summary>Watches, with options that have been checked.</summary>
    public IObservable<T> Watch(string id, WatchOptions options, WatchRules<T> rules) =>
        new WatchObservable<T>(() => queue, _ => FindPoll(id), options, rules);

    public Task<Answer<T>> AskAsync(string id, T? last, ActivityContext parent, CancellationToken cancellationToken) =>
        service.SendAsync(HttpMethod.Get, resource, id, content: null, last, parent, cancellationToken);

    private async Task<Answer<T>> PostAsync(
        string id, Func<CancellationToken, Task<HttpContent>> open, ActivityContext parent, CancellationToken cancellationToken)
    {
        using HttpContent content = await open(cancellationToken).ConfigureAwait(false);
        return await service
            .SendAsync(HttpMethod.Post, resource, id, content, last: null, parent, cancellationToken)
            .ConfigureAwait(false);
    }

    private CallPlan<T> Plan(PollKey? key, Func<CancellationToken, Task<Answer<T>>> send) => new(key, requestTimeout, send);

    private Poll<T> FindPoll(string id) =>
        family.Polls.TryGetValue(KeyOf(id), out Request? poll) ? (Poll<T>)poll : new ResourcePoll<T>(this, id);
}
