using System.Globalization;

namespace Lobstr.Reactive.Testing;

/// <summary>Signed addresses of files of results, good for a while and for whoever has them.</summary>
internal sealed class DownloadLinks(SimulatorClock clock, LobstrSimulatorOptions options)
{
    private const string Folder = "/exports/";
    private const string Extension = ".csv";

    /// <summary>The run that a path is the file of; null if it is no file.</summary>
    public static string? RunOf(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal)
        && path.EndsWith(Extension, StringComparison.Ordinal)
        && path.Length > Folder.Length + Extension.Length
            ? path[Folder.Length..^Extension.Length]
            : null;

    /// <summary>An address on the host that was asked, for the simulator answers for every host.</summary>
    public Uri Create(Uri asked, string runId, TimeSpan now)
    {
        // Whole seconds, as in the real ones; rounded up, so that a link is good for as long as it should be at least.
        long expires = SecondsUp(clock.DateAt(now + options.DownloadLinkLife) - DateTimeOffset.UnixEpoch);
        return new Uri(asked, string.Create(
            CultureInfo.InvariantCulture, $"{Folder}{runId}{Extension}?Expires={expires}&Signature={SignatureOf(runId, expires)}"));
    }

    /// <summary>Why an address is not good, in the words of such a server; null if it is.</summary>
    public (string Code, string Message)? ProblemOf(string runId, Query query, TimeSpan now)
    {
        if (!long.TryParse(query["Expires"], NumberStyles.None, CultureInfo.InvariantCulture, out long expires)
            || query["Signature"] != SignatureOf(runId, expires))
        {
            return ("SignatureDoesNotMatch", "The signature does not match.");
        }

        return clock.DateAt(now) < DateTimeOffset.FromUnixTimeSeconds(expires) ? null : ("AccessDenied", "Request has expired");
    }

    private static string SignatureOf(string runId, long expires) =>
        Ids.Of(string.Create(CultureInfo.InvariantCulture, $"download of {runId} until {expires}"));

    private static long SecondsUp(TimeSpan span) =>
        (span.Ticks / TimeSpan.TicksPerSecond) + (span.Ticks % TimeSpan.TicksPerSecond > 0 ? 1 : 0);
}
