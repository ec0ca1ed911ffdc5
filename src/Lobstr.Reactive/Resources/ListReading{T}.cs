using System.Reactive.Disposables;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>
/// One subscription to a list: the next page is read when the last row of a page has been delivered, in the action that delivered it. Rx's Concat
/// would leave that to the thread that still subscribes, if the first page comes sooner: outside the scheduler.
/// </summary>
internal sealed class ListReading<T>(Func<int, IObservable<ListPage>> getPage, Func<JsonElement, T> read, string what, IObserver<T> observer)
    : IObserver<ListPage>, IDisposable
{
    private readonly ListCursor _cursor = new(ListResource<T>.PageSize);
    private readonly SerialDisposable _request = new();

    /// <summary>Reads the next page, or ends.</summary>
    public void Continue()
    {
        if (_request.IsDisposed)
            return;
        if (_cursor.Next is { } page)
        {
            // Before it is subscribed to: it may have ended when Subscribe returns, and another one begun.
            var request = new SingleAssignmentDisposable();
            _request.Disposable = request;
            request.Disposable = getPage(page).Subscribe(this);
        }
        else if (_cursor.Error(what) is { } error)
        {
            observer.OnError(error);
        }
        else
        {
            observer.OnCompleted();
        }
    }

    public void OnNext(ListPage value)
    {
        foreach (JsonElement row in _cursor.Accept(value))
        {
            if (_request.IsDisposed)
                return;
            // It can be read: a page with a row that cannot is not believed.
            observer.OnNext(read(row));
        }
    }

    public void OnError(Exception error)
    {
        if (!_request.IsDisposed)
            observer.OnError(error);
    }

    public void OnCompleted() => Continue();

    public void Dispose() => _request.Dispose();
}
