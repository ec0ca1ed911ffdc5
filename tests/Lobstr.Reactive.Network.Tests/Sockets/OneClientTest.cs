namespace Lobstr.Reactive.Network.Tests;

/// <summary>One client for all that a test does, as a program has it.</summary>
public abstract class OneClientTest : SocketTest
{
    protected LobstrClient Client { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Client = CreateClient();
    }

    public override async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task WaitUntilAsync(Func<bool> isSo)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        while (!isSo())
            await YieldAsync();
    }
}
