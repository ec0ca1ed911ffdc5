using System.Diagnostics;
using System.Globalization;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>Debian's redis-server, in a process of its own.</summary>
public class RedisBudgetServer : BudgetServer
{
    private Process? _process;

    // The gate installs it: there it is an error if it is missing.
    public override string? Absence { get; } = Find() is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? "There is no redis-server: apt-get install redis-server."
        : null;

    /// <summary>What is said to it beyond where it listens and that it keeps nothing.</summary>
    protected virtual IEnumerable<string> Options => [];

    /// <summary>What it is started with.</summary>
    protected virtual IEnumerable<string> Arguments =>
        ["--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", .. Options];

    /// <summary>What it says when it can be used.</summary>
    protected virtual string ReadyLine => "Ready to accept connections";

    public override async Task StartAsync()
    {
        string program = Find() ?? throw new InvalidOperationException("There is no redis-server on the PATH, and CI=true: .ci/run installs it.");
        _process = Process.Start(new ProcessStartInfo(program, Arguments) { RedirectStandardOutput = true })!;
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains(ReadyLine, StringComparison.Ordinal))
                continue;
            // The rest is of no interest, but must not fill the pipe.
            _ = _process.StandardOutput.ReadToEndAsync();
            return;
        }
        throw new InvalidOperationException($"redis-server has ended with {_process.ExitCode}.");
    }

    public override async Task StopAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);
}
