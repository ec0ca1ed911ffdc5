using System.Diagnostics;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>This program once more, to do one thing, of which it says a line. Ends when it is disposed.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, string line)
    {
        _process = process;
        Line = line;
    }

    /// <summary>The first line that it wrote.</summary>
    public string Line { get; }

    public static ChildProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string line = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"'{string.Join(' ', arguments)}' ended without a word.");
        return new ChildProcess(process, line);
    }

    /// <summary>Says a line to it and waits for its answer.</summary>
    public string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The process has ended.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
