using System.Net.Http.Headers;

namespace Lobstr.Reactive;

/// <summary>The squids of a client.</summary>
internal sealed class SquidsClient(
    ResourceClient<Squid> squids,
    ResourceClient<Squid> settingsOf,
    ResourceClient<EmptiedSquid> emptying,
    ResourceClient<CrawlerParameters> crawlers,
    ListReader<Squid> lists,
    ClientLifetime lifetime,
    RetryPolicy retry) : ISquids
{
    public Task<Squid> GetAsync(string squidId, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(squidId);
        return squids.GetAsync(squidId, cancellationToken);
    }

    public IAsyncEnumerable<Squid> ListAsync(string? name = null, CancellationToken cancellationToken = default) =>
        lists.ReadAsync(name ?? "", cancellationToken);

    public Task<Squid> ConfigureAsync(string squidId, SquidSettings settings, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(squidId);
        ArgumentNullException.ThrowIfNull(settings);
        settings.Validate(nameof(settings));
        // Written at once: what the caller disposes later is not needed any more.
        byte[] body = settings.ToJson();
        return settingsOf.PostAsync(squidId, (_, _) => JsonContentOf(body), cancellationToken);
    }

    public Task<long> EmptyAsync(string squidId, SquidTaskType type = SquidTaskType.Url, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(squidId);
        byte[] body = type switch
        {
            SquidTaskType.Url => """{"type":"url"}"""u8.ToArray(),
            SquidTaskType.Parameters => """{"type":"params"}"""u8.ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There is no such type of tasks."),
        };
        return emptying.PostAsync(squidId, (_, _) => JsonContentOf(body), cancellationToken).Map(emptied => emptied.Deleted);
    }

    public Task<TaskFileCheck> CheckAsync(string squidId, TaskFile file, CancellationToken cancellationToken = default)
    {
        ResourceId.Check(squidId);
        ArgumentNullException.ThrowIfNull(file);
        return CheckHeaderAsync(squidId, file, cancellationToken);
    }

    // The file first: one that cannot be read costs no request.
    private async Task<TaskFileCheck> CheckHeaderAsync(string squidId, TaskFile file, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> columns = [];
        // Whatever the caller's function and stream do about their token.
        await lifetime.RunAsync(
            async token => columns = await file.ReadHeaderAsync(token).OrCancelled(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        Squid squid = await squids.Get(squidId, retry).ToInlineTask(cancellationToken).ConfigureAwait(false);
        if (squid.CrawlerId is not { } crawler)
            throw new LobstrProtocolException($"The answer about squid '{squidId}' does not say what its crawler is.");
        CrawlerParameters parameters = await crawlers.Get(crawler, retry).ToInlineTask(cancellationToken).ConfigureAwait(false);
        return parameters.Check(columns);
    }

    private static Task<HttpContent> JsonContentOf(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        return Task.FromResult<HttpContent>(content);
    }
}
