namespace Lobstr.Reactive.Network.Tests;

/// <summary>Counts to a number that somebody waits for.</summary>
internal sealed class Tally
{
    private TaskCompletionSource _reached = new();
    private int _left;

    public Task Expect(int count)
    {
        _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _left, count);
        return _reached.Task;
    }

    public void Count()
    {
        if (Interlocked.Decrement(ref _left) == 0)
            _reached.SetResult();
    }
}
