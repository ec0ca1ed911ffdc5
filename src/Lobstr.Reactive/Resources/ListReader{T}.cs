using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>Reads lists of one kind to their ends, page after page: one request at a time, and again after transient faults.</summary>
internal sealed class ListReader<T>(ResourceClient<ListPage> pages, ListResource<T> list, RetryPolicy retry)
{
    /// <summary>The rows, pushed. Each subscription reads from the start; the next page is asked for when the last row of a page has been delivered.</summary>
    public IObservable<T> Observe(string subject) => new ListObservable<T>(
        page => GetPage(subject, page), row => Read(row, subject), list.ListOf(subject));

    /// <summary>The rows, pulled: the next page is asked for when a row of it is.</summary>
    public async IAsyncEnumerable<T> ReadAsync(string subject, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = new ListCursor(ListResource<T>.PageSize);
        while (cursor.Next is { } next)
        {
            ListPage page = await GetPage(subject, next).ToInlineTask(cancellationToken).ConfigureAwait(false);
            foreach (JsonElement row in cursor.Accept(page))
            {
                yield return Read(row, subject);
                // Whatever rows of the page are still to be pulled.
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        if (cursor.Error(list.ListOf(subject)) is { } error)
            throw error;
    }

    private IObservable<ListPage> GetPage(string subject, int page) => pages.Get(ListResource<T>.IdOf(subject, page), retry);

    private T Read(JsonElement row, string subject) => list.RedactedRow(pages.Secret, list.ReadRow(row, subject));
}
