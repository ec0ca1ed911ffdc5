using Lobstr.Reactive.Samples.Common;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>How a watch looks on a terminal.</summary>
internal static class ProgressPanel
{
    // Room for the longest state and for a million tasks: the panel does not change its size as it is redrawn.
    private const int ValueWidth = 16;

    public static IRenderable Render(WatchProgress progress)
    {
        UploadMeta? meta = progress.Status?.Meta;
        Color color = StateColors.Of(progress.Status?.State);

        // Text and not Markup: what came from the service is shown and never interpreted.
        Grid grid = new Grid()
            .AddColumn()
            .AddColumn(new GridColumn().Width(ValueWidth))
            .AddRow(new Text("State"), new Text(progress.Status?.RawState ?? "asking...", new Style(color, decoration: Decoration.Bold)))
            .AddRow("Elapsed", DurationText.Format(progress.Elapsed))
            .AddRow("Polls", UploadText.Number(progress.Polls))
            .AddRow("Valid", UploadText.Number(meta?.Valid))
            .AddRow("Inserted", UploadText.Number(meta?.Inserted))
            .AddRow("Duplicates", UploadText.Number(meta?.Duplicates))
            .AddRow("Invalid", UploadText.Number(meta?.Invalid));
        return new Panel(grid)
            .RoundedBorder()
            .BorderColor(color);
    }
}
