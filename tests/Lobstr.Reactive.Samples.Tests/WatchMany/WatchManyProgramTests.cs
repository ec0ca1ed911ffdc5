using System.Net;
using System.Text.RegularExpressions;
using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Samples.WatchMany;
using Lobstr.Reactive.Testing;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.Tests.WatchMany;

public sealed partial class WatchManyProgramTests : IDisposable
{
    private readonly SteppedClockScheduler _clock = new();
    private readonly LobstrSimulator _simulator;
    private readonly LineWriter _output;
    private readonly LineWriter _error = new();
    private readonly CancellationTokenSource _cancellation =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private Action<string>? _onLine;

    public WatchManyProgramTests()
    {
        _simulator = new LobstrSimulator(_clock);
        _output = new LineWriter(line => _onLine?.Invoke(line));
    }

    public void Dispose() => _cancellation.Dispose();

    [Fact]
    public async Task Help_names_the_option_and_every_exit_code()
    {
        Assert.Equal(ExitCodes.Success, await RunAsync("--help"));
        string help = string.Join('\n', _output.Lines);
        Assert.Contains("--uploads <N>", help, StringComparison.Ordinal);
        Assert.All([0, 1, 2, 130], code => Assert.Matches($@"\n +{code}  ", help));
        Assert.Empty(_error.Lines);
    }

    [Theory]
    [InlineData("--uploads: 'many' is not a number from 1 to 1000.", "--uploads", "many")]
    [InlineData("--uploads: '0' is not a number from 1 to 1000.", "--uploads", "0")]
    [InlineData("--uploads: '-1' is not a number from 1 to 1000.", "--uploads", "-1")]
    [InlineData("--uploads: '1001' is not a number from 1 to 1000.", "--uploads", "1001")]
    [InlineData("Required argument missing for option: '--uploads'.", "--uploads")]
    [InlineData("Unrecognized command or argument '40'.", "40")]
    [InlineData("Unrecognized option '--wrong'.", "--wrong")]
    [InlineData("Unrecognized option '-n'.", "-n", "40")]
    [InlineData("Unrecognized option '--wrong'.", "--picture", "--wrong")]
    public async Task A_line_that_makes_no_sense_is_explained(string message, params string[] args)
    {
        Assert.Equal(ExitCodes.Usage, await RunAsync(args));
        Assert.Equal([message, "See --help."], _error.Lines);
        Assert.Empty(_output.Lines);
        Assert.Empty(_simulator.Requests);
    }

    [Fact]
    public async Task Uploads_that_end_as_planned_are_a_success()
    {
        EndAllUploadsAtOnce();
        Assert.Equal(ExitCodes.Success, await RunAsync("--uploads", "2"));
        Assert.Equal("Watching 2 uploads of a simulated service at http://127.0.0.1:PORT/v1/.", WithoutChance(_output.Lines[0]));
        // The two are asked about at the same time.
        Assert.Equal(
            [
                "SECONDS  tasks-1  SUCCESS  valid 238, inserted 235, duplicates 3, invalid 1",
                "SECONDS  tasks-2  SUCCESS  valid 275, inserted 270, duplicates 5, invalid 2",
            ],
            _output.Lines.Skip(1).SkipLast(1).Select(WithoutChance).Order(StringComparer.Ordinal));
        Assert.Equal("2 uploads in SECONDS: 2 succeeded. 2 requests, 0 of them answered 429.", WithoutChance(_output.Lines[^1]));
        Assert.Empty(_error.Lines);
    }

    [Fact]
    public async Task An_upload_that_ends_otherwise_is_a_failure()
    {
        EndAllUploadsAtOnce();
        _simulator.Faults.Always(
            Fault.Status(HttpStatusCode.Forbidden), request => request.Path.EndsWith("tasks-2", StringComparison.Ordinal));
        Assert.Equal(ExitCodes.Failed, await RunAsync("--uploads", "2"));
        Assert.Equal(
            "2 uploads in SECONDS: 1 succeeded, 1 broken off. 2 requests, 0 of them answered 429.", WithoutChance(_output.Lines[^1]));
        Assert.Equal(["tasks-2: broken off instead of succeeded: lobstr.io answered 403 about upload 'tasks-2': it gave no reason that can be read."], _error.Lines);
    }

    [Fact]
    public async Task An_interruption_ends_the_watches_and_says_so()
    {
        _onLine = line =>
        {
            if (line.EndsWith("PENDING", StringComparison.Ordinal))
                _cancellation.Cancel();
        };
        Assert.Equal(ExitCodes.Interrupted, await RunAsync("--uploads", "1"));
        Assert.Equal(
            [
                "Watching 1 uploads of a simulated service at http://127.0.0.1:PORT/v1/.",
                "SECONDS  tasks-1  PENDING",
                "1 uploads in SECONDS: 1 not ended. 1 requests, 0 of them answered 429.",
            ],
            _output.Lines.Select(WithoutChance));
        Assert.Equal(["Interrupted: no longer watching."], _error.Lines);
    }

    // The uploads are there when the first line is written, and nothing has been asked yet.
    private void EndAllUploadsAtOnce() => _onLine = line =>
    {
        if (line.StartsWith("Watching", StringComparison.Ordinal))
            _clock.AdvanceBy(TimeSpan.FromHours(1));
    };

    private Task<int> RunAsync(params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_output) });
        return new WatchManyProgram(console, _error, () => _simulator).RunAsync(args, _cancellation.Token);
    }

    // Time and port differ from run to run.
    private static string WithoutChance(string line) => Seconds().Replace(Port().Replace(line, ":PORT/"), "SECONDS");

    [GeneratedRegex(@"(^ *|(?<= ))\d+\.\d s")]
    private static partial Regex Seconds();

    [GeneratedRegex(@":\d+/")]
    private static partial Regex Port();
}
