using System.Globalization;
using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>Stages as people read them.</summary>
internal static class StageText
{
    public static string OfFile(PipelineState state) => state.Upload is null
        ? string.Create(CultureInfo.InvariantCulture, $"{state.BytesSent:N0} of {state.BytesToSend:N0} bytes")
        : string.Create(CultureInfo.InvariantCulture, $"{state.BytesToSend:N0} bytes");

    public static string OfUpload(PipelineState state) => state.Upload is { } status ? UploadText.Describe(status) : "-";

    public static string OfRun(PipelineState state)
    {
        if (state.Stats is not { } stats)
            return state.Run?.RawStatus ?? "-";
        string percent = stats.PercentDone is { } part ? string.Create(CultureInfo.InvariantCulture, $"{part:0}%, ") : "";
        string rest = stats is { IsDone: false, Eta: { } eta } ? $", {DurationText.Format(eta)} left" : "";
        string end = stats.IsDone ? ", done" : rest;
        return $"{percent}{UploadText.Number(stats.TasksDone)} of {UploadText.Number(stats.TotalTasks)} tasks, {UploadText.Number(stats.TotalResults)} rows{end}";
    }

    public static string OfRows(PipelineState state) => state.RowsRead is { } rows
        ? $"{UploadText.Number(rows)} of {UploadText.Number(state.Stats?.TotalResults)} rows"
        : "-";
}
