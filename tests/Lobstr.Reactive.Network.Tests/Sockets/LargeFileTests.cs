using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Security.Cryptography;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Two hundred megabytes there and back, in memory that does not grow with them. What is measured is printed.</summary>
[Collection(Alone.Name)]
public sealed class LargeFileTests : OneClientTest
{
    private const long Rows = 200_000;
    private const long FileLength = (Rows + 1) * SyntheticStream.RowLength;

    // Whoever keeps the file uses two hundred; buffers, code and what the garbage collector has not got round to are less than this.
    private const long Bearable = 80L << 20;

    protected override LobstrSimulatorOptions Options => new()
    {
        KeptRows = 0,
        UploadLife = file => UploadScript.Succeeds(file.Meta),
        Export = _ => new ExportFile(() => new SyntheticStream(Rows), "\"large\""),
    };

    [Fact]
    public async Task A_file_on_disk_is_sent_to_the_simulated_service_in_constant_memory()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        try
        {
            await using (FileStream file = File.Create(path))
            {
                await using var rows = new SyntheticStream(Rows);
                await rows.CopyToAsync(file, Cancellation);
            }

            await WarmUpAsync();
            MemoryProbe? memory = Probe();
            UploadStatus status = await Client.Uploads.SendAndWatch(Squid, TaskFile.FromPath(path), Fast).ToTask(Cancellation);

            Assert.Equal(Rows, status.Meta!.Valid);
            // The service reads every row, in the same process: its strings count among the allocations.
            Check(memory, "Sent 200 MB from disk, client and service together");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_is_sent_in_constant_memory_and_with_few_allocations(bool isLengthKnown)
    {
        await using DrainHost drain = await DrainHost.StartAsync(Cancellation);
        using var client = new LobstrClient(new LobstrClientOptions { ApiKey = "key", BaseAddress = drain.BaseAddress });
        await client.Uploads.SendAsync(Squid, TaskFile.FromText("url\n1\n", "small.csv"), Cancellation);
        MemoryProbe? memory = Probe();

        Assert.Equal("up-1", await client.Uploads.SendAsync(
            Squid, TaskFile.FromStream(() => new SyntheticStream(Rows, isLengthKnown), "large.csv"), Cancellation));

        Assert.InRange(drain.BytesReceived, FileLength, FileLength + 10_000);
        Check(memory, $"Sent 200 MB, length {(isLengthKnown ? "known" : "unknown")}, to a server that keeps nothing");
        if (memory is not null)
            Assert.True(memory.Allocated < FileLength / 4, memory.Describe("too many allocations"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_file_is_downloaded_in_constant_memory(int breaks)
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 1));
        await WarmUpAsync();
        await Client.Runs.GetDownloadUrlAsync("r", Cancellation);
        for (int i = 1; i <= breaks; i++)
            Simulator.Faults.OnRequest(i, Fault.BodyBreaksAfter(50L << 20), request => request.Path.StartsWith("/exports/", StringComparison.Ordinal));
        await using var destination = new HashingStream();
        MemoryProbe? memory = Probe();

        await Client.Runs.DownloadAsync("r", destination, Cancellation);

        Check(memory, $"Downloaded 200 MB, broken off {breaks} times");
        Assert.Equal(FileLength, destination.Written);
        await using var whole = new SyntheticStream(Rows);
        Assert.Equal(Convert.ToHexString(await SHA256.HashDataAsync(whole, Cancellation)), destination.Hash);
        Assert.Equal(breaks + 1, Simulator.Requests.Count(request => request.Path.StartsWith("/exports/", StringComparison.Ordinal)));
    }

    private static MemoryProbe? Probe() => MemoryProbe.IsSupported ? new MemoryProbe() : null;

    private static void Check(MemoryProbe? memory, string what)
    {
        if (memory is null)
            return;
        TestContext.Current.TestOutputHelper!.WriteLine(memory.Describe(what));
        Console.WriteLine(memory.Describe(what));
        Assert.True(memory.PeakGrowth < Bearable, memory.Describe(what));
    }

    // Code that runs for the first time, and pools that fill, are not what is measured.
    private Task<UploadStatus> WarmUpAsync() => Client.Uploads.SendAndWatch("warm-up", TaskFile.FromText("url\n1\n", "small.csv"), Fast).ToTask(Cancellation);
}
