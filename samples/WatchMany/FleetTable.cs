using Lobstr.Reactive.Samples.Common;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>How many watches look on a terminal.</summary>
internal static class FleetTable
{
    // The table's head and foot, the line below it, and the one that the cursor is on.
    private const int OtherLines = FleetHeader.MostLines + 6;

    /// <param name="fleet">What to show.</param>
    /// <param name="height">How many lines there is room for. Where they are too few, what went wrong comes first.</param>
    public static IRenderable Render(Fleet fleet, int height)
    {
        int room = Math.Max(1, height - OtherLines);
        IEnumerable<UploadProgress> uploads = fleet.Uploads.Values;
        int left = Math.Max(0, fleet.Uploads.Count - room);
        if (left > 0)
            uploads = uploads.OrderBy(Rank).Take(room);

        Table table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns(Column("Upload", width: null), Column("State", 8))
            .AddColumns(Column("Inserted", 8).RightAligned(), Column("Duplicates", 10).RightAligned(), Column("Invalid", 7).RightAligned())
            .AddColumns(Column("Answered", 8).RightAligned(), Column("", 15));
        foreach (UploadProgress upload in uploads)
            table.AddRow(RowOf(upload, fleet.Now));
        return left > 0
            ? new Rows(FleetHeader.Render(fleet), table, new Text($" and {left} more"))
            : new Rows(FleetHeader.Render(fleet), table);
    }

    private static IEnumerable<IRenderable> RowOf(UploadProgress upload, DateTimeOffset now)
    {
        UploadMeta? meta = upload.Status?.Meta;
        yield return Cell(upload.UploadId);
        yield return Cell(upload.Status?.RawState ?? "-", StateColors.Of(upload.Status?.State));
        yield return Cell(UploadText.Number(meta?.Inserted));
        yield return Cell(UploadText.Number(meta?.Duplicates));
        yield return Cell(UploadText.Number(meta?.Invalid));
        yield return Cell(AgeOfAnswer(upload, now));
        yield return NoteOn(upload, now);
    }

    // An upload that has ended is asked about no more: its answer does not age.
    private static string AgeOfAnswer(UploadProgress upload, DateTimeOffset now) =>
        upload is { HasEnded: false, AnsweredAt: { } answeredAt } ? DurationText.Format(now - answeredAt) : "";

    private static Text NoteOn(UploadProgress upload, DateTimeOffset now) => upload switch
    {
        { Error: not null } => Cell(UploadOutcomes.Describe(upload.Outcome), Color.Red),
        { HasEnded: true } => Text.Empty,
        { IsAsking: true } => Cell("asking"),
        { Retry: not null } when upload.DueAt > now => Cell($"retry in {DurationText.Format(upload.DueAt - now)}", Color.Yellow),
        _ => Cell(upload.IsWaiting(now) ? "waiting" : ""),
    };

    private static TableColumn Column(string name, int? width) => new TableColumn(name) { Width = width, NoWrap = true, Padding = new Padding(1, 0, 0, 0) };

    // Text and not Markup: what came from the service is shown and never interpreted.
    private static Text Cell(string text, Color? color = null) => new Text(text, color ?? Color.Default).Overflow(Overflow.Ellipsis);

    private static int Rank(UploadProgress upload) => upload switch
    {
        { Error: not null } => 0,
        { HasEnded: false } => 1,
        _ => 2,
    };
}
