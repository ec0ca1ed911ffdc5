using System.Reactive.Linq;
using System.Text.Json;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Pipeline.Tests;

public sealed class WholePipelineTests : PipelineTest
{
    [Fact]
    public void From_a_file_to_rows_is_one_expression()
    {
        IObservable<string> names = Client.Uploads.Send(Squid, Csv())
            .WhenSucceeded()
            .SelectMany(_ => Client.Runs.Start(Squid))
            .SelectMany(run => Client.Runs.Watch(run.Id)
                .IgnoreElements()
                .Select(_ => default(JsonElement))
                .Concat(Client.Runs.Results(run.Id)))
            .Select(row => row.GetProperty("name").GetString()!);

        RawObserver<string> observer = Subscribe(names);
        Run();
        Run();

        Assert.Equal(["Result 1", "Result 2"], observer.Values);
        Assert.True(observer.HasEnded);
        Assert.Null(observer.Error);
        StartedRun run = Assert.Single(Simulator.Runs);
        Assert.Equal((2, 0), (run.Tasks, run.MissedTasks));
    }
}
