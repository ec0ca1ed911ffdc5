using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>The sample as it is started: a server, a service and machines, until all uploads have ended.</summary>
public sealed class FleetProgramTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Two_machines_watch_their_uploads_to_the_end_within_one_budget()
    {
        (int code, string output, string errors) = await RunAsync("--machines", "2", "--uploads", "4", "--seconds", "2");

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Equal(4, output.Split('\n').Count(line => line.EndsWith(" Success", StringComparison.Ordinal)));
        Assert.Contains("machine 2", output, StringComparison.Ordinal);
        Assert.Contains("4 of 4 uploads have ended", output, StringComparison.Ordinal);
        Assert.Contains("0 refused", output, StringComparison.Ordinal);
        // Nothing is drawn again where nobody looks.
        Assert.DoesNotContain('\u001b', output);
    }

    [Theory]
    [InlineData("--uploads takes a number from 1 to 1000, not 'many'.", "--uploads", "many")]
    [InlineData("--machines takes a number from 1 to 9, not '10'.", "--machines", "10")]
    [InlineData("--seconds takes a number from 1 to 3600, not 'nothing'.", "--seconds")]
    [InlineData("Unrecognized argument 'more'.", "more")]
    public async Task What_cannot_be_read_is_said(string message, params string[] arguments)
    {
        (int code, string output, string errors) = await RunAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(message, errors, StringComparison.Ordinal);
        Assert.Contains("usage: dotnet run --project samples/Fleet", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var guard = new CancellationTokenSource(Guard);
        using ProgramProcess process = ProgramProcess.Start("samples/Fleet", "Fleet", arguments, start => start.RedirectStandardError = true);
        int code = await process.EndAsync(guard.Token);
        return (code, process.Output, process.Errors);
    }
}
