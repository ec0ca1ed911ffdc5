using System.Reactive.Linq;
using System.Reactive.Subjects;
using Lobstr.Reactive.Samples.WatchUpload;
using Spectre.Console.Testing;

namespace Lobstr.Reactive.Samples.Tests.WatchUpload;

public sealed class LiveDisplayTests : IDisposable
{
    private readonly TestConsole _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Shows_state_elapsed_polls_and_counts()
    {
        var success = new UploadStatus
        {
            Id = "42",
            State = UploadState.Success,
            Meta = new UploadMeta { Valid = 1_236, Inserted = 1_234, Duplicates = 2 },
        };
        IObservable<WatchProgress> watch = Observable.Return(new WatchProgress(success, 5, TimeSpan.FromSeconds(8.14)));

        UploadStatus end = await new LiveDisplay(_console).ShowAsync(watch, TestContext.Current.CancellationToken);

        Assert.Same(success, end);
        // A console without escape codes shows one frame after another; the last one stays.
        Assert.EndsWith(
            """
            ╭──────────────────────────────╮
            │ State       SUCCESS          │
            │ Elapsed     8.1 s            │
            │ Polls       5                │
            │ Valid       1,236            │
            │ Inserted    1,234            │
            │ Duplicates  2                │
            │ Invalid     0                │
            ╰──────────────────────────────╯
            """.ReplaceLineEndings(),
            _console.Output.TrimEnd(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_what_the_service_says_as_it_is()
    {
        var odd = new UploadStatus { Id = "42", State = UploadState.Unknown, RawState = "[red]RETRY[/]" };
        IObservable<WatchProgress> watch = Observable.Return(new WatchProgress(odd, 1, TimeSpan.Zero));

        await new LiveDisplay(_console).ShowAsync(watch, TestContext.Current.CancellationToken);

        Assert.Contains("[red]RETRY[/]", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancellation_disposes_the_watch()
    {
        using var watch = new Subject<WatchProgress>();
        using var cancellation = new CancellationTokenSource();
        Task<UploadStatus> shown = new LiveDisplay(_console).ShowAsync(watch, cancellation.Token);
        Assert.True(watch.HasObservers);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shown);
        Assert.False(watch.HasObservers);
    }
}
