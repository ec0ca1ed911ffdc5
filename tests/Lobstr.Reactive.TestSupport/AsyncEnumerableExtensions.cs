namespace Lobstr.Reactive.TestSupport;

/// <summary>Lists that are pulled, for tests that want all of one.</summary>
public static class AsyncEnumerableExtensions
{
    /// <summary>Reads a list to its end. What comes late is taken where it comes, as in virtual time.</summary>
    public static async Task<IReadOnlyList<T>> ReadAllAsync<T>(this IAsyncEnumerable<T> source, List<T>? into = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        into ??= [];
        await foreach (T each in source.ConfigureAwait(false))
            into.Add(each);
        return into;
    }
}
