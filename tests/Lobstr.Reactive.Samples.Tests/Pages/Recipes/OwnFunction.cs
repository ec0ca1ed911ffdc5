using System.Reactive.Concurrency;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class OwnFunction : RecipeTest
{
    private static IObservable<UploadStatus> PollAnything(Func<CancellationToken, Task<string>> readState, IScheduler scheduler)
    {
        // Recipe: your own function
        IObservable<UploadStatus> watch = UploadStatusObservable.Create(
            async token => new UploadStatus
            {
                Id = "nightly",
                State = await readState(token) == "done" ? UploadState.Success : UploadState.Progress,
            },
            new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(5)) },
            scheduler);
        // Recipe end
        return watch;
    }

    [Fact]
    public void Any_function_is_watched_in_the_same_way()
    {
        int asked = 0;

        PollAnything(
            _ => ++asked switch
            {
                1 => Task.FromResult("working"),
                2 => Task.FromException<string>(new IOException("The disk is away.")),
                _ => Task.FromResult("done"),
            },
            Scheduler).Subscribe(status => Console.WriteLine(status.RawState), () => Console.WriteLine("end"));
        Advance(60);

        Assert.Equal(["PROGRESS", "SUCCESS", "end"], Printed);
        Assert.Equal(3, asked);
    }
}
