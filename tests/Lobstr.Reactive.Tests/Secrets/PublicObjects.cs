using System.Net;
using Lobstr.Reactive.Testing;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>An object of each public type that is no error and no event, out of the life of a service with the marked key.</summary>
internal static class PublicObjects
{
    public static IEnumerable<object> All()
    {
        TestScheduler scheduler = new();
        LobstrSimulatorOptions service = new()
        {
            ApiKeys = [MarkedKey.Plain],
            Latency = Latency.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), seed: 1),
            Export = _ => new ExportFile(() => new MemoryStream([1]), "\"tag\""),
        };
        LobstrSimulator simulator = new(scheduler, service);
        StubSharedBudget shared = new StubSharedBudget().Grants();
        using LobstrClient client = simulator.CreateClient(options => options with { SharedBudget = shared });
        using LobstrClient stranger = simulator.CreateClient(options => options with { ApiKey = MarkedKey.Plain + "x" });
        simulator.Faults.OnRequest(2, Fault.Header("X-Any", "any"), IsPoll);
        simulator.Faults.OnRequest(3, Fault.ConnectionReset, IsPoll);
        simulator.Faults.OnRequest(4, Fault.Status(HttpStatusCode.BadGateway), IsPoll);
        Task<UploadStatus> refused = stranger.Uploads.GetStatusAsync("up-1", TestContext.Current.CancellationToken);
        TaskFile file = TaskFile.FromText("url\nhttps://example.com/1\n", "tasks.csv");
        WatchOptions watch = new() { Schedule = PollSchedule.Backoff(TimeSpan.FromSeconds(1), 2, TimeSpan.FromSeconds(9)) };
        List<object> seen = [];
        client.Uploads.SendAndWatch("squid", file, watch).Subscribe(seen.Add, seen.Add);
        scheduler.AdvanceBy(TimeSpan.FromMinutes(5).Ticks);
        client.Runs.Start("squid").Subscribe(seen.Add, seen.Add);
        scheduler.AdvanceBy(TimeSpan.FromMinutes(5).Ticks);
        string run = simulator.Runs[0].Id;
        client.Runs.Watch(run).Subscribe(seen.Add, seen.Add);
        client.Runs.WatchStats(run).Subscribe(seen.Add, seen.Add);
        scheduler.AdvanceBy(TimeSpan.FromMinutes(5).Ticks);
        Assert.True(refused.IsFaulted, "A key that is not known should be refused.");
        return
        [
            .. seen, .. shared.Requests, .. shared.Releases, new SharedPermit { Id = "any" }, new InMemorySharedBudget(), refused.Exception, service, simulator, client, client.Uploads, client.Runs, client.Squids, client.Events, file, watch,
            new PollContext { PollCount = 1 }, new LobstrClientOptions { ApiKey = MarkedKey.Plain }, RetryPolicy.Default,
            PollSchedule.Every(TimeSpan.FromSeconds(1)), PollSchedule.Create(_ => TimeSpan.Zero),
            new Balance { Plan = "any" }, new BudgetUsage { Family = "tasks", PauseReason = "any" }, new RunTask { Id = "task" }, new Squid { Id = "squid" }, new SquidSettings { Name = "any" }, new TaskFileCheck { Columns = ["url"] },
            Fault.Hang, Fault.Delay(TimeSpan.FromSeconds(1)), Fault.Body("x"), Fault.TruncatedBody, service.Export!(simulator.Runs[0])!,
            UploadScript.Pending(TimeSpan.Zero), UploadScript.Succeeds(), RunScript.Pending(TimeSpan.Zero), RunScript.Fails(),
            new StoredUpload { TrackingId = "any", Version = 1, Content = "any" },
            new Webhook(new Uri("https://example.com/hook")), new WebhookDelivery("run.done", run, "squid", new Uri("https://example.com/hook"), 1, TimeSpan.Zero, null),
        ];

        static bool IsPoll(SimulatedRequest request) => request.Path.StartsWith("tasks/upload/", StringComparison.Ordinal);
    }
}
