namespace Lobstr.Reactive.Hosting;

/// <summary>A tracked upload as JSON. Fields may be added; a change of their meaning is a new format.</summary>
internal sealed class StoredContent
{
    public const int CurrentFormat = 1;

    public int Format { get; set; }

    public string? UploadTaskId { get; set; }

    public string? SquidId { get; set; }

    public string? Label { get; set; }

    public string State { get; set; } = "";

    public string? StatusId { get; set; }

    public string? StatusState { get; set; }

    public string? RawState { get; set; }

    public UploadMeta? Meta { get; set; }

    public string? Reason { get; set; }

    public string? HandlerError { get; set; }

    public bool IsHandled { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}
