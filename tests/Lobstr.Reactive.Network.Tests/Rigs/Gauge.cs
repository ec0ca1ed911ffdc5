namespace Lobstr.Reactive.Network.Tests;

/// <summary>How many there are of something, for whoever waits until there is none.</summary>
internal sealed class Gauge
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _zero;

    public int Value { get; private set; }

    public void Up()
    {
        lock (_gate)
            Value++;
    }

    public void Down()
    {
        lock (_gate)
        {
            if (--Value > 0)
                return;
            _zero?.TrySetResult();
            _zero = null;
        }
    }

    public Task ZeroAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (Value == 0)
                return Task.CompletedTask;
            _zero ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _zero.Task.WaitAsync(cancellationToken);
        }
    }
}
