using System.Diagnostics;
using System.Threading.Channels;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>A sample in a process of its own, in a folder of the test's, and what it writes.</summary>
internal sealed class SampleProcess : IDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _unread = Channel.CreateUnbounded<string>();
    private readonly List<string> _lines = [];

    private SampleProcess(Process process)
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

    /// <summary>Starts a sample; whatever key the environment has, it does not get it.</summary>
    /// <param name="sample">Its folder in <c>samples</c>.</param>
    /// <param name="folder">Where it is started.</param>
    /// <param name="environment">What it finds in the environment.</param>
    /// <param name="arguments">Its command line.</param>
    public static SampleProcess Start(string sample, string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        // From its own output, which was built with this one: beside the tests it would run on the tests' frameworks.
        string output = AppContext.BaseDirectory.Replace(
            Path.Combine("tests", "Lobstr.Reactive.Samples.Tests"), Path.Combine("samples", sample), StringComparison.Ordinal);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(output, $"Lobstr.Reactive.Samples.{sample}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        foreach (string name in (string[])["LOBSTR_TOKEN", "LOBSTR_API_KEY", "Lobstr__ApiKey"])
            start.Environment.Remove(name);
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new SampleProcess(Process.Start(start)!);
    }

    /// <summary>Reads on to a line.</summary>
    /// <returns>The line.</returns>
    public async Task<string> ReadToAsync(string part, CancellationToken guard)
    {
        await foreach (string line in _unread.Reader.ReadAllAsync(guard))
        {
            _lines.Add(line);
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException($"The process has ended without having written '{part}':\n{Output}");
    }

    /// <summary>SIGKILL: it has no chance to do anything about it.</summary>
    public async Task KillAsync(CancellationToken guard)
    {
        _process.Kill();
        await EndAsync(guard);
    }

    /// <summary>SIGTERM, as from whoever runs services.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync(CancellationToken guard)
    {
        using (Process kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
            await kill.WaitForExitAsync(guard);
        await EndAsync(guard);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task EndAsync(CancellationToken guard)
    {
        await foreach (string line in _unread.Reader.ReadAllAsync(guard))
            _lines.Add(line);
        await _process.WaitForExitAsync(guard);
    }
}
