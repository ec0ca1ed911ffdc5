namespace Lobstr.Reactive.Network.Tests;

/// <summary>Counts what is of interest.</summary>
internal sealed class CountingObserver<T>(Tally tally, Func<T, bool> isOfInterest) : IObserver<T>
{
    public void OnNext(T value)
    {
        if (isOfInterest(value))
            tally.Count();
    }

    public void OnError(Exception error) => Assert.Fail($"Nothing ends here by itself: {error}");

    public void OnCompleted() => Assert.Fail("Nothing ends here by itself.");
}
