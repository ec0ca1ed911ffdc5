using System.Diagnostics;

namespace Lobstr.Reactive.Samples.Fleet;

/// <summary>One machine, as the table shows it: a process of this program, and what it has said.</summary>
internal sealed class Machine : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Process _process;
    private readonly Queue<long> _sent = new();
    private readonly Action<string> _say;

    private Machine(string name, int uploads, Process process, Action<string> say)
    {
        (Name, Uploads, _process, _say) = (name, uploads, process, say);
        Ended = ListenAsync();
    }

    public string Name { get; }

    public int Uploads { get; }

    public int Requests { get; private set; }

    public int Refused { get; private set; }

    public int Done { get; private set; }

    /// <summary>Whether it does without the shared budget, for the server is out of reach.</summary>
    public bool IsAlone { get; private set; }

    /// <summary>Ends when the process has ended, with its exit code.</summary>
    public Task<int> Ended { get; }

    /// <summary>Requests of the last minute.</summary>
    public int RequestsInWindow
    {
        get
        {
            lock (_lock)
            {
                while (_sent.TryPeek(out long at) && Stopwatch.GetElapsedTime(at) > Window)
                    _sent.Dequeue();
                return _sent.Count;
            }
        }
    }

    public static Machine Start(string name, Uri service, string apiKey, string redis, string[] uploads, Action<string> say)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        // Under `dotnet Fleet.dll` the process is dotnet's, which has to be told what to run.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Machine).Assembly.Location);
        foreach (string argument in (string[])["machine", service.AbsoluteUri, apiKey, redis, .. uploads])
            start.ArgumentList.Add(argument);
        return new Machine(name, uploads.Length, Process.Start(start)!, say);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task<int> ListenAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            Hear(line.Split(' '));
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private void Hear(string[] words)
    {
        lock (_lock)
        {
            switch (words[0])
            {
                case "sent":
                    Requests++;
                    _sent.Enqueue(Stopwatch.GetTimestamp());
                    break;
                case "refused":
                    Refused++;
                    break;
                case "ended":
                    Done++;
                    break;
                default:
                    IsAlone = words[0] == "lost";
                    break;
            }
        }
        if (words[0] is "ended" or "lost" or "regained")
            _say($"{Name}: {(words[0] == "ended" ? $"{words[1]} {words[2]}" : $"shared budget {words[0]}")}");
    }
}
