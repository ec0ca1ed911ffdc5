namespace Lobstr.Reactive.Sqlite.Tests;

/// <summary>What all processes of the program have noted, in the order in which it happened.</summary>
internal sealed class ProgramJournal(string folder)
{
    private readonly string[][] _lines = [.. File.ReadLines(Path.Combine(folder, "journal.txt")).Select(line => line.Split(' '))];

    /// <summary>The labels of files that were sent as far as their sender knew: the answer was there.</summary>
    public IEnumerable<string> Sent => _lines.Where(line => line[0] == "sent").Select(line => line[2]);

    /// <summary>The uploads whose handler was called. The last line may be on its way still.</summary>
    public IReadOnlyList<string> Called => [.. _lines.Where(line => line is ["handler", _, _, _]).Select(line => line[1])];

    /// <summary>The uploads of which it was told that the return of their handler is stored.</summary>
    public IReadOnlyList<string> Stored => [.. _lines.Where(line => line is ["stored", _, _]).Select(line => line[1])];

    /// <summary>How the uploads stand in the end.</summary>
    public IReadOnlyList<(string TrackingId, string Label, string State, string UploadTaskId)> Final =>
        [.. _lines.Where(line => line[0] == "final").Select(line => (line[1], line[2], line[3], line[4]))];

    /// <summary>How often the handler of an upload was called for an outcome.</summary>
    public int CallsFor(string trackingId, string state) =>
        _lines.Count(line => line[0] == "handler" && line[1] == trackingId && line[3] == state);

    /// <summary>Calls of handlers that begin after the return of one was stored.</summary>
    public IEnumerable<string> CallsAfterStored()
    {
        HashSet<string> stored = [];
        foreach (string[] line in _lines)
        {
            if (line[0] == "stored")
                stored.Add(line[1]);
            else if (line[0] == "handler" && stored.Contains(line[1]))
                yield return string.Join(' ', line);
        }
    }
}
