using System.Globalization;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>
/// A process that polls in one way, some thousand times whenever it is told to, and answers what a poll has cost: time of the
/// processor in all of its threads, and bytes.
/// </summary>
internal static class PollerProcess
{
    public const string Argument = "poller";

    private const int WarmUps = 20;
    private const int Polls = 2_000;

    public const string Raw = "raw";
    public const string Hop = "hop";
    public const string Hand = "hand";
    public const string Rx = "rx";
    public const string Ours = "ours";

    /// <summary>The floor, the floor with a hop to the thread pool after each answer, by hand, textbook Rx, and this library.</summary>
    public static IReadOnlyList<string> Ways { get; } = [Raw, Hop, Hand, Rx, Ours];

    public static async Task RunAsync(string way, Uri server)
    {
        var baseAddress = new Uri(server, "v1/");
        Uri uri = UploadPath.Of(baseAddress);
        using IHttpPoller poller = way switch
        {
            Raw => new RawPoller(uri, hops: false),
            Hop => new RawPoller(uri, hops: true),
            Hand => new HandPoller(uri),
            Rx => new RxPoller(uri),
            _ => new LibraryPoller(baseAddress),
        };
        // The compiler of .NET takes its time until all is as fast as it gets.
        for (int i = 0; i < WarmUps; i++)
            await MeasureAsync(poller);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
            Cost cost = await MeasureAsync(poller);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cost.Time} {cost.Bytes}"));
        }
    }

    public static Cost Parse(string line)
    {
        double[] numbers = [.. line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new Cost(numbers[0], numbers[1]);
    }

    private static async Task<Cost> MeasureAsync(IHttpPoller poller)
    {
        GC.Collect();
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        await poller.PollAsync(Polls);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        return new Cost(cpu.TotalNanoseconds / Polls, (double)bytes / Polls);
    }
}
