using Lobstr.Reactive.Samples.Common;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>The lines above the table: how far all is, and what the budget is doing.</summary>
internal static class FleetHeader
{
    /// <summary>How many lines there are at the most.</summary>
    public const int MostLines = 3;

    // What the service grants a key, and what the client's options say by default.
    private const int RequestsPerMinute = 90;

    public static Grid Render(Fleet fleet)
    {
        int ended = fleet.Uploads.Values.Count(upload => upload.HasEnded);
        Grid grid = new Grid()
            .AddColumn()
            .AddColumn()
            .AddRow("Uploads", $"{ended} of {fleet.Uploads.Count} ended after {DurationText.Format(fleet.Elapsed)}")
            .AddRow("Budget", $"{fleet.Budget.LastMinute.Count} of {RequestsPerMinute} requests in the last minute, {fleet.Waiting} waiting for their turn");
        if (fleet.Budget.Pause is { } pause)
        {
            string text = $"paused for {DurationText.Format(pause.Until - fleet.Now)}: {pause.Reason}";
            grid.AddRow(Text.Empty, new Text(text, Color.Yellow).Overflow(Overflow.Ellipsis));
        }

        return grid;
    }
}
