using System.Diagnostics;

namespace Lobstr.Reactive.Package.Tests;

/// <summary>Runs the SDK the way a person would, whatever build these tests are a part of.</summary>
internal static class DotNet
{
    // A build that hangs; none that is merely slow.
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(10);

    /// <summary>What a build must leave behind neither running nor listening.</summary>
    public static readonly string[] Alone = ["-nodeReuse:false", "-p:UseSharedCompilation=false", "-v:quiet", "-nologo"];

    /// <returns>What it wrote.</returns>
    public static async Task<string> RunAsync(
        string directory, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        using Process process = Process.Start(start)!;
        using var guard = new CancellationTokenSource(Guard);
        Task<string> output = process.StandardOutput.ReadToEndAsync(guard.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(guard.Token);
        try
        {
            await process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{await output}\n{await errors}");
        return await output;
    }
}
