using Lobstr.Reactive.Samples.Common;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>How a job looks on a terminal: a line a stage.</summary>
internal static class StagePanel
{
    // Room for the counts of an upload of a million tasks: the panel does not change its size as it is redrawn.
    private const int ValueWidth = 64;

    public static IRenderable Render(PipelineState state)
    {
        Grid grid = new Grid()
            .AddColumn()
            .AddColumn(new GridColumn().Width(ValueWidth));
        Add("File", PipelineStage.Checking, PipelineStage.Sending, StageText.OfFile(state));
        Add("Upload", PipelineStage.Processing, PipelineStage.Processing, StageText.OfUpload(state));
        Add("Run", PipelineStage.Starting, PipelineStage.Running, StageText.OfRun(state));
        Add("Rows", PipelineStage.Exporting, PipelineStage.Reading, StageText.OfRows(state));
        grid.AddRow("Elapsed", DurationText.Format(state.Elapsed));
        return new Panel(grid).RoundedBorder();

        void Add(string name, PipelineStage first, PipelineStage last, string text)
        {
            Color color =
                state.Stage > last ? Color.Green
                : state.Stage >= first ? Color.Yellow
                : Color.Grey;
            // Text and not Markup: what came from the service is shown and never interpreted.
            grid.AddRow(new Text(name), new Text(text, new Style(color)));
        }
    }
}
