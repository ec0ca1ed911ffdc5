using System.Globalization;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>A process that polls a fleet in one way for some seconds whenever it is told to, and answers what a poll has cost.</summary>
internal static class FleetProcess
{
    public const string Argument = "fleet";

    private const int Watches = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    // For so many rounds the runtime still compiles, a second time, what is used often: that is what they would measure.
    private const int WarmUps = 5;

    public const string Raw = "raw";
    public const string Hand = "hand";
    public const string Rx = "rx";
    public const string Ours = "ours";
    public const string OursWithHttpClient = "ours with an HttpClient";

    /// <summary>The floor, by hand, textbook Rx, this library, and this library with a client of the caller's.</summary>
    public static IReadOnlyList<string> Ways { get; } = [Raw, Hand, Rx, Ours, OursWithHttpClient];

    public static async Task RunAsync(string way, Uri server)
    {
        using var http = new HttpClient();
        string[] ids = [.. Enumerable.Range(1, Watches).Select(number => number.ToString("x32", CultureInfo.InvariantCulture))];
        // One client for all of them, as a program has it.
        using var shared = new HttpClient();
        using IFleetPoller fleet = Create(way, new Uri(server, "v1/"), shared);
        for (int round = 0; round < WarmUps; round++)
            await MeasureAsync(fleet, ids, http, server);
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine((await MeasureAsync(fleet, ids, http, server)).ToLine());
    }

    private static IFleetPoller Create(string way, Uri baseAddress, HttpClient shared) => way switch
    {
        Raw => new LoopFleet(id =>
        {
            var poller = new RawPoller(UploadPath.Of(baseAddress, id), hops: false, shared);
            return new(_ => poller.PollAsync(1), poller);
        }),
        Hand => new LoopFleet(id =>
        {
            var client = new HandClient(UploadPath.Of(baseAddress, id), shared);
            return new(client.AskAsync, client);
        }),
        Rx => new RxFleet(baseAddress, shared),
        Ours => new LibraryFleet(http: null, baseAddress),
        _ => new LibraryFleet(shared, baseAddress),
    };

    private static async Task<FleetCost> MeasureAsync(IFleetPoller fleet, string[] ids, HttpClient http, Uri server)
    {
        var count = new Uri(server, LoopbackServer.CountPath);
        GC.Collect();
        long polls = long.Parse(await http.GetStringAsync(count), CultureInfo.InvariantCulture);
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        long switches = Switches();
        long items = ThreadPool.CompletedWorkItemCount;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        using (var end = new CancellationTokenSource(Duration))
            await fleet.PollAsync(ids, Interval, end.Token);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        items = ThreadPool.CompletedWorkItemCount - items;
        switches = Switches() - switches;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        polls = long.Parse(await http.GetStringAsync(count), CultureInfo.InvariantCulture) - polls;
        return new((double)cpu.TotalNanoseconds / polls, (double)bytes / polls, (double)switches / polls, (double)items / polls);
    }

    // Of all threads that there are: what Linux counts. Elsewhere 0.
    private static long Switches()
    {
        const string Tasks = "/proc/self/task";
        return Directory.Exists(Tasks) ? Directory.GetDirectories(Tasks).Sum(SwitchesOf) : 0;
    }

    private static long SwitchesOf(string task)
    {
        try
        {
            return File.ReadLines(Path.Combine(task, "status"))
                .Where(line => line.Contains("ctxt_switches", StringComparison.Ordinal))
                .Sum(line => long.Parse(line.AsSpan(line.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // The thread has ended.
            return 0;
        }
    }
}
