using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>What a job that has ended means to the user: above all, what goes on at the service without it.</summary>
internal static class Verdict
{
    /// <summary>What to say about an error and how to exit; null for one that is nobody's mistake but the program's.</summary>
    /// <param name="exception">The error.</param>
    /// <param name="squid">Whose job it was.</param>
    /// <param name="state">How far it had come.</param>
    /// <param name="cancellationToken">Whether somebody has interrupted it.</param>
    public static (int ExitCode, IEnumerable<string> Lines)? OfFailure(
        Exception exception, string? squid, PipelineState state, CancellationToken cancellationToken) => exception switch
        {
            OperationCanceledException when cancellationToken.IsCancellationRequested =>
                (ExitCodes.Interrupted, [$"Interrupted {During(state)}.", LeftByInterruption(squid, state)]),

            UsageException => (ExitCodes.Usage, [exception.Message]),

            // The library checks key, address, squid and file name before it sends anything. Its parameters are not the user's words.
            ArgumentException mistake => (
                ExitCodes.Usage,
                [mistake.Message.Replace($" (Parameter '{mistake.ParamName}')", "", StringComparison.Ordinal)]),

            LobstrException or TimeoutException or HttpRequestException
                or IOException or InvalidDataException or UnauthorizedAccessException => (
                ExitCodes.Failed, [exception.Message, .. LeftByFailure(exception, state)]),

            _ => null,
        };

    private static string During(PipelineState state) => state.Stage switch
    {
        PipelineStage.Sending => "while sending the file",
        PipelineStage.Processing => "while the service processed the file",
        PipelineStage.Starting => "while starting the run",
        PipelineStage.Running => "while the run was under way",
        _ => "while reading the rows",
    };

    private static string LeftByInterruption(string? squid, PipelineState state) => state.Stage switch
    {
        PipelineStage.Sending => $"The file may or may not have been taken: look for uploads to squid {squid} before you send it again. No run was started.",
        PipelineStage.Processing => UploadGoesOn(state),
        PipelineStage.Starting => $"A run of squid {squid} may or may not have been started: look before you start another.",
        PipelineStage.Running => RunGoesOn(state),
        _ => RowsStay(state),
    };

    // Where sending or starting fails, the error itself says whether it may have been taken.
    private static IEnumerable<string> LeftByFailure(Exception exception, PipelineState state)
    {
        switch (state.Stage)
        {
            case PipelineStage.Sending:
                yield return "No run was started.";
                break;
            case PipelineStage.Processing:
                yield return exception is UploadFailedException ? "No run was started." : UploadGoesOn(state);
                break;
            case PipelineStage.Running:
                yield return exception is RunFailedException ? RowsStay(state) : RunGoesOn(state);
                break;
            case PipelineStage.Reading:
                yield return RowsStay(state);
                break;
        }
    }

    private static string UploadGoesOn(PipelineState state) =>
        $"Upload {state.Upload!.Id} goes on at the service. No run was started.";

    private static string RunGoesOn(PipelineState state) =>
        $"Run {state.Run!.Id} goes on at the service, and uses credit until it ends.";

    private static string RowsStay(PipelineState state) =>
        $"Run {state.Run!.Id} has ended. The rows that it found stay at the service.";
}
