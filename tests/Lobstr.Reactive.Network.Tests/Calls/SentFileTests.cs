using System.Runtime.CompilerServices;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>A client lives long, a file may be large.</summary>
[Collection(Alone.Name)]
public sealed class SentFileTests : HostileTest
{
    [Fact]
    public async Task A_file_that_has_been_sent_is_not_kept()
    {
        HostileServer server = Serve(async wire =>
        {
            await wire.ReadBodyAsync(1);
            await Say.Body($$"""{"id":"{{Id}}","object":"task_upload"}""", "Connection: close\r\n").AndHalfCloses()(wire);
            await wire.ReadBodyAsync(int.MaxValue);
        });
        LobstrClient client = CreateClient(server.BaseAddress);

        WeakReference file = await SendAsync(client);
        await Scheduler.Pending.ZeroAsync(Cancellation);
        // The answer came before the file was sent: for a moment the connection that gives up sending it still knows it.
        for (int i = 0; i < 1_000 && file.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Yield();
        }

        Assert.False(file.IsAlive);
        GC.KeepAlive(client);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> SendAsync(LobstrClient client)
    {
        var file = TaskFile.FromText("url\n1\n", "a.csv");
        await client.Uploads.SendAsync(Id, file, Cancellation);
        return new WeakReference(file);
    }
}
