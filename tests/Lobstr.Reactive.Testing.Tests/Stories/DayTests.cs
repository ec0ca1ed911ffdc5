using System.Diagnostics;
using System.Globalization;
using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class DayTests(ITestOutputHelper output)
{
    /// <summary>How long it takes is printed and not asserted: that depends on the machine and on what else it does.</summary>
    [Fact]
    public void A_day_of_a_hundred_uploads_with_a_run_each()
    {
        var clock = new HistoricalScheduler();
        var simulator = new LobstrSimulator(clock, new LobstrSimulatorOptions
        {
            UploadLife = file => UploadScript.Typical(TimeSpan.FromMinutes(1), file.Meta),
            RunLife = run => RunScript.Typical(TimeSpan.FromMinutes(2), run.Tasks),
        });
        using LobstrClient client = simulator.CreateClient();
        long begun = Stopwatch.GetTimestamp();
        int rows = 0;

        for (int i = 0; i < 100; i++)
        {
            string squid = string.Create(CultureInfo.InvariantCulture, $"squid-{i}");
            TaskFile file = TaskFile.FromText($"url\nhttps://example.com/{i}\nhttps://example.com/{i}/more\n", "tasks.csv");
            // One every quarter of an hour, and the last ends just before the day does.
            clock.Schedule(i * TimeSpan.FromMinutes(14), () => client.Uploads.SendAndWatch(squid, file)
                .WhenSucceeded()
                .SelectMany(_ => client.Runs.Start(squid))
                .SelectMany(run => client.Runs.Watch(run.Id).LastAsync())
                .SelectMany(run => client.Runs.Results(run.Id))
                .Subscribe(_ => rows++));
        }

        clock.AdvanceBy(TimeSpan.FromDays(1));

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"A day of 100 uploads and runs, {simulator.RequestCount} requests: {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms of real time."));
        Assert.Equal(200, rows);
        Assert.All(simulator.Runs, run => Assert.Equal((2, 0), (run.Tasks, run.MissedTasks)));
    }
}
