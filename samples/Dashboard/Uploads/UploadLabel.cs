namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What a tracked upload is called: the id of its sending, by which its progress is found, and the name of its file.</summary>
internal readonly record struct UploadLabel(string SendId, string FileName)
{
    private const int IdLength = 32;

    public static UploadLabel Create(string fileName) => new(Guid.NewGuid().ToString("N"), fileName);

    /// <summary>Reads a label; one that somebody else has made is a name as a whole.</summary>
    public static UploadLabel Parse(string? text) =>
        text is { Length: > IdLength } && text[IdLength] == ' ' && Guid.TryParseExact(text[..IdLength], "N", out _)
            ? new UploadLabel(text[..IdLength], text[(IdLength + 1)..])
            : new UploadLabel("", text ?? "");

    public override string ToString() => $"{SendId} {FileName}";
}
