using System.Globalization;
using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>Stages as people read them.</summary>
internal static class StageText
{
    public static string OfFile(PipelineState state)
    {
        string size = UploadText.Number(state.BytesToSend);
        return state.Stage switch
        {
            PipelineStage.Checking => "checking the header",
            PipelineStage.Emptying => "emptying the squid",
            PipelineStage.Sending => $"{UploadText.Number(state.BytesSent)} of {size} bytes{AfterDeletion(state)}",
            _ => $"{size} bytes{AfterDeletion(state)}",
        };
    }

    /// <summary>How many old tasks had to go first, if any were to.</summary>
    public static string AfterDeletion(PipelineState state) => state.Deleted switch
    {
        null => "",
        1 => ", 1 old task was deleted",
        { } count => $", {UploadText.Number(count)} old tasks were deleted",
    };

    public static string OfUpload(PipelineState state) => state.Upload is { } status ? UploadText.Describe(status) : "-";

    public static string OfRun(PipelineState state)
    {
        string pause = state.Run is { Status: RunStatus.Paused } paused ? $"paused: {ReasonOf(paused)}, " : "";
        string cut = state.Run is { WasCutShort: true } run ? $" early: {ReasonOf(run)}" : "";
        if (state.Stats is not { } stats)
            return pause.Length > 0 ? pause.TrimEnd(',', ' ') : state.Run is { } seen ? seen.RawStatus + cut : "-";
        string percent = stats.PercentDone is { } part ? string.Create(CultureInfo.InvariantCulture, $"{part:0}%, ") : "";
        string rest = stats is { IsDone: false, Eta: { } eta } && pause.Length == 0 ? $", {DurationText.Format(eta)} left" : "";
        string end = stats.IsDone ? $", done{cut}" : rest;
        return $"{pause}{percent}{UploadText.Number(stats.TasksDone)} of {UploadText.Number(stats.TotalTasks)} tasks, {UploadText.Number(stats.TotalResults)} rows{end}";
    }

    /// <summary>Why a run is paused, or has ended: what is there for people to read, and the service's own word.</summary>
    public static string ReasonOf(Run run) => (run.DoneReasonDescription?.TrimEnd('.'), run.DoneReason) switch
    {
        ({ } text, { } word) => $"{text} ({word})",
        ({ } text, null) => text,
        (null, { } word) => word,
        _ => "the service does not say why",
    };

    public static string OfRows(PipelineState state) =>
        state.RowsRead is { } rows ? $"{UploadText.Number(rows)} of {UploadText.Number(state.Run?.TotalResults)} rows"
        : state is { IsExporting: true, IsDone: true } ? "the service's file is here"
        : state.IsExporting ? "waiting for the service's file"
        : "-";
}
