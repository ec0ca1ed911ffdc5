using System.Globalization;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>Three processes, one key, one service: together they are one client.</summary>
public abstract class MachineTests(BudgetServer server) : BudgetServerTests(server)
{
    // 6 s for the gate; LOBSTR_WINDOW=60 is the real thing.
    private static readonly double Seconds =
        Environment.GetEnvironmentVariable("LOBSTR_WINDOW") is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : 6;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(Seconds);
    private static readonly TimeSpan Guard = Window * 30;

    // The same fleet behind one client, once for all servers.
    private static readonly Lazy<Task<TimeSpan>> LagOfOneClient = new(async () =>
    {
        await using SharedService service = await SharedService.StartAsync(Window);
        return await RunAsync(service, "none", processes: 1);
    });

    [Fact]
    public async Task Three_processes_with_sixty_uploads_never_send_more_than_the_cap_in_a_window()
    {
        await using SharedService service = await SharedService.StartAsync(Window);
        TimeSpan lag = await RunAsync(service, Server.Address, processes: 3);

        TimeSpan one = await LagOfOneClient.Value;
        TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
            $"{service.Simulator.RequestCount} requests, at most {service.MostInAWindow()} in a window of {Seconds} s, {service.Refused()} refused; mean lag {lag.TotalSeconds:0.00} s, of one client {one.TotalSeconds:0.00} s: {lag / one:0.00} times"));
        Assert.InRange(service.MostInAWindow(), 1, SharedService.Cap);
        Assert.InRange(service.Refused(), 0, 2);
    }

    [Fact]
    public async Task The_permits_of_a_process_that_is_killed_are_back_after_lease_and_window()
    {
        await using SharedService service = await SharedService.StartAsync(Window);
        using var guard = new CancellationTokenSource(Guard);
        string[] uploads = service.AddUploads(60, windows: 3);
        SharingProcess[] processes = await StartAsync(service, Server.Address, uploads, count: 3, guard.Token);
        try
        {
            while (service.Simulator.RequestCount < SharedService.Cap)
                await Task.Delay(20, guard.Token);
            await processes[0].KillAsync(guard.Token);
            long before = service.Simulator.RequestCount;
            await Task.WhenAll(processes[1..].Select(process => process.EndAsync(guard.Token)));

            // Nothing is in flight any more once whoever asks next has had the leases of the dead counted.
            using RedisSharedBudget budget = Budget();
            string flight = ((string[])(await Server.TellAsync("KEYS", "*:tasks:flight"))!).SingleOrDefault() ?? "none";
            string account = flight == "none" ? Account : flight.Split('{', ':', '}')[2];
            var asker = new BudgetClient(budget, new SharedBudgetMember { Account = account, Family = "tasks", Client = "asker", Cap = SharedService.Cap, UsualLimit = 90, Window = Window });
            await asker.GiveBackAsync(await asker.WaitAsync(), SharedPermitOutcome.Unused);
            Assert.Equal(0, (int)await Server.TellAsync("ZCARD", flight));

            TestContext.Current.TestOutputHelper!.WriteLine(FormattableString.Invariant(
                $"{before} requests before the kill, {service.Simulator.RequestCount} in the end, at most {service.MostInAWindow()} in a window, {service.Refused()} refused"));
            Assert.InRange(service.MostInAWindow(), 1, SharedService.Cap);
            Assert.InRange(service.Refused(), 0, 2);
        }
        finally
        {
            foreach (SharingProcess process in processes)
                process.Dispose();
        }
    }

    private static async Task<TimeSpan> RunAsync(SharedService service, string server, int processes)
    {
        using var guard = new CancellationTokenSource(Guard);
        string[] uploads = service.AddUploads(60, windows: 4);
        SharingProcess[] started = await StartAsync(service, server, uploads, processes, guard.Token);
        try
        {
            Dictionary<string, DateTimeOffset>[] ended = await Task.WhenAll(started.Select(process => process.EndAsync(guard.Token)));
            Assert.Equal(uploads.Order(), ended.SelectMany(each => each.Keys).Order());
            return service.MeanLag(ended.SelectMany(each => each));
        }
        finally
        {
            foreach (SharingProcess process in started)
                process.Dispose();
        }
    }

    private static async Task<SharingProcess[]> StartAsync(SharedService service, string server, string[] uploads, int count, CancellationToken guard)
    {
        SharingProcess[] processes = await Task.WhenAll(uploads.Chunk(uploads.Length / count).Select(part =>
            SharingProcess.StartAsync(service.Address, service.Simulator.ApiKey, server, Seconds, part, guard)));
        foreach (SharingProcess process in processes)
            await process.BeginAsync();
        return processes;
    }
}
