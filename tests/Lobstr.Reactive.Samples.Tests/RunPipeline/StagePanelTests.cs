using System.Reactive.Linq;
using Lobstr.Reactive.Samples.RunPipeline;
using Spectre.Console.Testing;

namespace Lobstr.Reactive.Samples.Tests.RunPipeline;

public sealed class StagePanelTests
{
    [Fact]
    public async Task A_terminal_shows_a_line_a_stage()
    {
        var state = new PipelineState
        {
            Elapsed = TimeSpan.FromSeconds(12.3),
            BytesSent = 23_950,
            BytesToSend = 23_950,
            Upload = new UploadStatus { Id = "u", State = UploadState.Success, RawState = "SUCCESS", Meta = new UploadMeta { Valid = 3, Inserted = 3 } },
            Run = new Run { Id = "r", RawStatus = "pending" },
            Stats = new RunStats { Id = "r", PercentDone = 37, TasksDone = 1111, TotalTasks = 3000, TotalResults = 1111, Eta = TimeSpan.FromSeconds(70) },
        };
        using var console = new TestConsole();

        await new LiveDisplay(console).ShowAsync(Observable.Return(state), TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "File     23,950 bytes",
                "Upload   SUCCESS  valid 3, inserted 3, duplicates 0, invalid 0",
                "Run      37%, 1,111 of 3,000 tasks, 1,111 rows, 1:10 left",
                "Rows     -",
                "Elapsed  12.3 s",
            ],
            console.Lines.Skip(1).Take(5).Select(line => line.Trim('│', ' ')));
    }

    [Fact]
    public void Before_anything_is_known_there_are_dashes()
    {
        var state = new PipelineState { IsChecked = true, BytesSent = 1_000, BytesToSend = 2_000 };

        Assert.Equal("1,000 of 2,000 bytes", StageText.OfFile(state));
        Assert.Equal("-", StageText.OfUpload(state));
        Assert.Equal("-", StageText.OfRun(state));
        Assert.Equal("-", StageText.OfRows(state));
    }
}
