using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>The rows of a list: each subscription reads it from the start.</summary>
/// <param name="getPage">A page by its number, read when it is subscribed to.</param>
/// <param name="read">Reads a row.</param>
/// <param name="what">What the list is of, for errors.</param>
internal sealed class ListObservable<T>(Func<int, IObservable<ListPage>> getPage, Func<JsonElement, T> read, string what) : IObservable<T>
{
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var reading = new ListReading<T>(getPage, read, what, observer);
        reading.Continue();
        return reading;
    }
}
