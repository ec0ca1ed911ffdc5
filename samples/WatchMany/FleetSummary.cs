using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>What is said in the end.</summary>
internal static class FleetSummary
{
    public static string Describe(Fleet fleet)
    {
        IEnumerable<string> outcomes = fleet.Uploads.Values
            .GroupBy(upload => upload.Outcome)
            .OrderBy(group => group.Key == UploadOutcome.None)
            .ThenBy(group => group.Key)
            .Select(group => $"{group.Count()} {UploadOutcomes.Describe(group.Key)}");
        return $"{fleet.Uploads.Count} uploads in {DurationText.Format(fleet.Elapsed)}: {string.Join(", ", outcomes)}. "
            + $"{fleet.Budget.Requests} requests, {fleet.Budget.TooMany} of them answered 429.";
    }
}
