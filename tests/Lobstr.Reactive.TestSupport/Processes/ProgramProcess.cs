using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Lobstr.Reactive.TestSupport;

/// <summary>A program of the solution in a process of its own, and what it writes.</summary>
public sealed class ProgramProcess : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _unread = Channel.CreateUnbounded<string>();
    private readonly List<string> _lines = [];

    private ProgramProcess(Process process)
    {
        _process = process;
        // Read as it comes, whoever waits for it: a full pipe would stop the process.
        process.OutputDataReceived += (_, received) =>
        {
            if (received.Data is { } line)
                _unread.Writer.TryWrite(line);
            else
                _unread.Writer.TryComplete();
        };
        process.BeginOutputReadLine();
    }

    /// <summary>What was read of its output.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a program that was built with the tests: from its own output, for beside the tests it would run on their frameworks.</summary>
    /// <param name="project">The folder of its project, from the root of the repository.</param>
    /// <param name="assembly">The name of its assembly.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="configure">Sets where it is started, and what it finds in the environment; null: as the tests.</param>
    public static ProgramProcess Start(string project, string assembly, IEnumerable<string> arguments, Action<ProcessStartInfo>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        // ROOT/tests/TESTS/bin/...
        string tests = $"{Path.DirectorySeparatorChar}tests{Path.DirectorySeparatorChar}";
        int at = AppContext.BaseDirectory.LastIndexOf(tests, StringComparison.Ordinal);
        string output = AppContext.BaseDirectory[AppContext.BaseDirectory.IndexOf(Path.DirectorySeparatorChar, at + tests.Length)..];
        string folder = Path.Combine(AppContext.BaseDirectory[..at], project) + output;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, $"{assembly}.dll"), .. arguments]) { RedirectStandardOutput = true };
        configure?.Invoke(start);
        return new ProgramProcess(Process.Start(start)!);
    }

    /// <summary>Reads on to a line.</summary>
    /// <returns>The line.</returns>
    public async Task<string> ReadToAsync(string part, CancellationToken guard)
    {
        await foreach (string line in _unread.Reader.ReadAllAsync(guard).ConfigureAwait(false))
        {
            _lines.Add(line);
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException($"The process has ended without having written '{part}':\n{Output}");
    }

    /// <summary>SIGKILL: it has no chance to do anything about it.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> KillAsync(CancellationToken guard)
    {
        _process.Kill();
        return EndAsync(guard);
    }

    /// <summary>SIGTERM, as from whoever runs services.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync(CancellationToken guard)
    {
        using (Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(guard).ConfigureAwait(false);
        return await EndAsync(guard).ConfigureAwait(false);
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(CancellationToken guard)
    {
        await foreach (string line in _unread.Reader.ReadAllAsync(guard).ConfigureAwait(false))
            _lines.Add(line);
        await _process.WaitForExitAsync(guard).ConfigureAwait(false);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
