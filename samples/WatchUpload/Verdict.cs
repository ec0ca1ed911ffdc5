using System.Globalization;
using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>What a watch that has ended means to the user, who wants to know whether the run may start.</summary>
internal static class Verdict
{
    public static IEnumerable<string> OfSuccess(UploadStatus status)
    {
        if (status.Meta is not { } meta)
        {
            yield return "The upload succeeded. The service gave no counts.";
        }
        else
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"The upload succeeded. Tasks inserted: {meta.Inserted:N0}, duplicates skipped: {meta.Duplicates:N0}, invalid rows left out: {meta.Invalid:N0}.");
            if (meta.Invalid > 0)
                yield return "No run will see the invalid rows: correct them and send them again, if they matter.";
        }

        yield return "It is now safe to start the run.";
    }

    /// <summary>What to say about an error and how to exit; null for one that is nobody's mistake but the program's.</summary>
    public static (int ExitCode, string Message)? OfFailure(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested =>
            (ExitCodes.Interrupted, "Interrupted: no longer watching."),

        UsageException => (ExitCodes.Usage, exception.Message),

        // The library checks key, address and upload id before it sends anything. Its parameters are not the user's words.
        ArgumentException mistake => (
            ExitCodes.Usage,
            mistake.Message.Replace($" (Parameter '{mistake.ParamName}')", "", StringComparison.Ordinal)),

        LobstrException or TimeoutException or HttpRequestException
            or IOException or InvalidDataException or UnauthorizedAccessException => (
            ExitCodes.Failed,
            exception.Message + Environment.NewLine + "It is not safe to start the run: tasks would be missed."),

        _ => null,
    };
}
