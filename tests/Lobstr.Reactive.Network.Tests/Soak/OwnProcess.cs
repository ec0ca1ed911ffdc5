using System.Diagnostics;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Runs the tests of a class in a process of their own: what they measure of it is theirs, and others run beside them.</summary>
internal static class OwnProcess
{
    private const string Mark = "LOBSTR_OWN_PROCESS";

    /// <summary>Whether this is that process.</summary>
    public static bool IsThis => Environment.GetEnvironmentVariable(Mark) is not null;

    public static async Task RunAsync(Type tests, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [tests.Assembly.Location, "-class", tests.FullName!, "-noLogo", "-noColor", "-showLiveOutput"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [Mark] = "1" },
        })!;
        try
        {
            Task<string[]> output = Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
            await process.WaitForExitAsync(cancellationToken);
            string text = string.Join('\n', await output);
            TestContext.Current.TestOutputHelper?.WriteLine(text);
            Assert.True(process.ExitCode == 0, text);
            Assert.Contains("Total: 1,", text, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
