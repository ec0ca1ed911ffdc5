using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Pipeline.Tests;

/// <summary>The real client and the simulated service with real sockets between them, in real time.</summary>
[Collection(Alone)]
public abstract class SocketTest : IAsyncLifetime
{
    /// <summary>One after the other, and nothing beside them: the memory of the process is measured.</summary>
    public const string Alone = "Alone";

    protected const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    // Far beyond what any test takes: a test that hangs fails.
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource _safety = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected LobstrSimulator Simulator { get; private set; } = null!;

    protected SimulatorHost Host { get; private set; } = null!;

    protected LobstrClient Client { get; private set; } = null!;

    protected CancellationToken Cancellation => _safety.Token;

    protected virtual LobstrSimulatorOptions Options => new();

    /// <summary>Polls and repeats as fast as a test wants to end.</summary>
    protected static WatchOptions Fast { get; } = new()
    {
        Schedule = PollSchedule.Every(TimeSpan.FromMilliseconds(5)),
        Retry = new RetryPolicy { MaxRetries = 2, BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(1) },
    };

    public virtual async ValueTask InitializeAsync()
    {
        _safety.CancelAfter(Safety);
        Simulator = new LobstrSimulator(DefaultScheduler.Instance, Options);
        Host = await SimulatorHost.StartAsync(Simulator, cancellationToken: Cancellation);
        Client = new LobstrClient(new LobstrClientOptions { ApiKey = Simulator.ApiKey, BaseAddress = Host.BaseAddress });
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        _safety.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task WaitUntilAsync(Func<bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        while (!isSo())
        {
            Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
