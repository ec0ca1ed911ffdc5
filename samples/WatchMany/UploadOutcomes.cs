namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>What outcomes follow from, and what they are called.</summary>
internal static class UploadOutcomes
{
    public static UploadOutcome Of(Exception error) => error switch
    {
        UploadFailedException => UploadOutcome.Failed,
        UploadNotFoundException => UploadOutcome.NotFound,
        UploadTimeoutException => UploadOutcome.TimedOut,
        _ => UploadOutcome.BrokenOff,
    };

    public static string Describe(UploadOutcome outcome) => outcome switch
    {
        UploadOutcome.Succeeded => "succeeded",
        UploadOutcome.Failed => "failed",
        UploadOutcome.NotFound => "not found",
        UploadOutcome.TimedOut => "timed out",
        UploadOutcome.BrokenOff => "broken off",
        _ => "not ended",
    };
}
