namespace Lobstr.Reactive.Testing;

/// <summary>A file of tasks that the simulator has received.</summary>
public sealed class ReceivedUpload
{
    internal ReceivedUpload(string id, string squid, TaskFileContent content, UploadMeta meta, TimeSpan receivedAt)
    {
        Id = id;
        Squid = squid;
        FileName = content.FileName;
        Columns = content.Columns;
        Rows = content.Rows;
        RowCount = content.RowCount;
        Meta = meta;
        ReceivedAt = receivedAt;
    }

    /// <summary>The id that the upload was given.</summary>
    public string Id { get; }

    /// <summary>The squid that the tasks are for.</summary>
    public string Squid { get; }

    /// <summary>The file's name.</summary>
    public string FileName { get; }

    /// <summary>The cells of the header row.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The data rows in order, invalid ones too; the first <see cref="LobstrSimulatorOptions.KeptRows"/> of them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>How many data rows there are.</summary>
    public long RowCount { get; }

    /// <summary>What the service counts in the file.</summary>
    /// <remarks>
    /// A row is invalid if it has more or fewer cells than the header, a quote that is not closed or not followed by a delimiter,
    /// or nothing but white space in it; else it is valid. A valid row is a duplicate if an earlier row of this file or of an
    /// earlier file for the same squid has the same cells; else it is inserted. So valid = inserted + duplicates, and
    /// valid + invalid = all rows. Lines without any character are not rows.
    /// </remarks>
    public UploadMeta Meta { get; }

    /// <summary>When the whole file had arrived, since the simulator was made.</summary>
    public TimeSpan ReceivedAt { get; }
}
