using System.Collections.Concurrent;
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
    private readonly ConcurrentQueue<string> _errors = new();

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
        if (!process.StartInfo.RedirectStandardError)
            return;
        process.ErrorDataReceived += (_, received) =>
        {
            if (received.Data is { } line)
                _errors.Enqueue(line);
        };
        process.BeginErrorReadLine();
    }

    /// <summary>What was read of its output.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>What it has written to its error stream, if that was redirected.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>Starts a program that was built with the tests: from its own output, for beside the tests it would run on their frameworks.</summary>
    /// <param name="project">The folder of its project, from the root of the repository.</param>
    /// <param name="assembly">The name of its assembly.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="configure">Sets where it is started, what it finds in the environment, and which other streams are the tests'; null: as the tests.</param>
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

    /// <summary>Reads on to a line.</summary>
    /// <returns>What stands behind that part of it.</returns>
    public async Task<string> ReadAfterAsync(string part, CancellationToken guard)
    {
        string line = await ReadToAsync(part, guard).ConfigureAwait(false);
        return line[(line.IndexOf(part, StringComparison.Ordinal) + part.Length)..].TrimEnd();
    }

    /// <summary>Says a line to it, if its input was redirected.</summary>
    public Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line);

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
