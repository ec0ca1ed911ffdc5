namespace Lobstr.Reactive.Samples.Worker;

/// <summary>The files of a folder. Whoever writes one need not lock it: it is complete when it has not changed from one look to the next.</summary>
internal sealed class Inbox(string folder)
{
    private Dictionary<string, long> _lengths = [];

    /// <summary>Takes a look.</summary>
    /// <returns>What is complete, by name.</returns>
    public IReadOnlyList<FileInfo> FindComplete()
    {
        FileInfo[] files = [.. new DirectoryInfo(folder).EnumerateFiles("*.csv").OrderBy(file => file.Name, StringComparer.Ordinal)];
        FileInfo[] complete = [.. files.Where(file => _lengths.TryGetValue(FileLabel.NameOf(file), out long length) && length == file.Length)];
        _lengths = files.ToDictionary(FileLabel.NameOf, file => file.Length);
        return complete;
    }
}
