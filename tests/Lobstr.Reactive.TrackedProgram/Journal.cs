namespace Lobstr.Reactive.TrackedProgram;

/// <summary>What the program has seen, line by line: each is with the operating system before the program goes on, and outlives a kill.</summary>
internal sealed class Journal(string path) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _file = new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 1)) { AutoFlush = true };

    public void Write(string line)
    {
        lock (_lock)
            _file.WriteLine(line);
    }

    public void Dispose() => _file.Dispose();
}
