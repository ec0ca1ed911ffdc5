using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>What a job that has ended means to the user: above all, what goes on at the service without it.</summary>
internal static class Verdict
{
    private const string NothingSent = "Nothing was sent.";

    /// <summary>What to say about an error and how to exit; null for one that is nobody's mistake but the program's.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="squid">Whose job it was.</param>
    /// <param name="output">Where the results were to go.</param>
    /// <param name="state">How far it had come.</param>
    /// <param name="cancellationToken">Whether somebody has interrupted it.</param>
    public static (int ExitCode, IEnumerable<string> Lines)? OfFailure(
        Exception exception, string? squid, FileInfo output, PipelineState state, CancellationToken cancellationToken) => exception switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested =>
                (ExitCodes.Interrupted, [Interrupted(state), LeftByInterruption(squid, state)]),

            UsageException => (ExitCodes.Usage, [exception.Message]),

            HeaderException mismatch => (ExitCodes.Usage, [.. mismatch.Lines, NothingSent]),

            ResultsTruncatedException truncated => (ExitCodes.Partial, [truncated.Message, $"Those that it gave are in {output}. Reading them again gives no others."]),

            // The library checks key, address, squid and file name before it sends anything. Its parameters are not the user's words.
            ArgumentException mistake => (
                ExitCodes.Usage,
                [mistake.Message.Replace($" (Parameter '{mistake.ParamName}')", "", StringComparison.Ordinal)]),

            LobstrException or TimeoutException or HttpRequestException
                or IOException or InvalidDataException or UnauthorizedAccessException => (
                ExitCodes.Failed, [exception.Message, .. LeftByFailure(exception, state)]),

            _ => null,
        };

    /// <summary>What to say when the results are written.</summary>
    public static IEnumerable<string> OfSuccess(ResultsFile output, PipelineArguments arguments)
    {
        yield return arguments.ReadRows
            ? $"Wrote {UploadText.Number(output.Rows)} rows to {arguments.Output}."
            : $"Wrote the service's file, {UploadText.Number(output.Length)} bytes, to {arguments.Output}.";
        if (output.LeftOut.Count > 0)
            yield return $"Later rows have fields that the first has not; they were left out: {string.Join(", ", output.LeftOut)}.";
    }

    /// <summary>What to say of a run that is done, but not with all of its tasks.</summary>
    public static string CutShort(Run run) =>
        $"Run {run.Id} was cut short: {StageText.ReasonOf(run)}. Not all of its tasks may have been worked on.";

    public static string Interrupted(PipelineState state) => $"Interrupted {During(state)}.";

    public static string RunGoesOn(Run run) => $"Run {run.Id} goes on at the service, and uses credit until it ends.";

    private static string During(PipelineState state) => state.Stage switch
    {
        PipelineStage.Checking => "while checking the header of the file",
        PipelineStage.Emptying => "while emptying the squid",
        PipelineStage.Sending => "while sending the file",
        PipelineStage.Processing => "while the service processed the file",
        PipelineStage.Starting => "while starting the run",
        PipelineStage.Running => "while the run was under way",
        PipelineStage.Exporting => "while waiting for the file of results",
        _ => "while reading the rows",
    };

    private static string LeftByInterruption(string? squid, PipelineState state) => state.Stage switch
    {
        PipelineStage.Checking => NothingSent,
        PipelineStage.Emptying => $"The old tasks of squid {squid} may or may not have been deleted. {NothingSent}",
        PipelineStage.Sending => $"The file may or may not have been taken: look for uploads to squid {squid} before you send it again. No run was started.",
        PipelineStage.Processing => UploadGoesOn(state),
        PipelineStage.Starting => $"A run of squid {squid} may or may not have been started: look before you start another.",
        PipelineStage.Running => RunGoesOn(state.Run!),
        _ => RowsStay(state),
    };

    // If sending or starting fails, the error itself says whether it may have been taken.
    private static IEnumerable<string> LeftByFailure(Exception exception, PipelineState state)
    {
        switch (state.Stage)
        {
            case PipelineStage.Checking or PipelineStage.Emptying:
                yield return NothingSent;
                break;
            case PipelineStage.Sending:
                yield return "No run was started.";
                break;
            case PipelineStage.Processing:
                yield return exception is UploadFailedException ? "No run was started." : UploadGoesOn(state);
                break;
            case PipelineStage.Running:
                yield return exception is RunFailedException ? RowsStay(state) : RunGoesOn(state.Run!);
                break;
            case PipelineStage.Exporting or PipelineStage.Reading:
                yield return RowsStay(state);
                break;
        }
    }

    private static string UploadGoesOn(PipelineState state) =>
        $"Upload {state.Upload!.Id} goes on at the service. No run was started.";

    private static string RowsStay(PipelineState state) =>
        $"Run {state.Run!.Id} has ended. The rows that it found stay at the service.";
}
