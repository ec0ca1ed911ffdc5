using System.Globalization;
using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.TestSupport;

/// <summary>What became of a fleet.</summary>
public sealed record FleetReport
{
    /// <summary>How long after the server had SUCCESS each upload was known to have it, by its number.</summary>
    public required IReadOnlyList<TimeSpan> Lags { get; init; }

    public required int Requests { get; init; }

    /// <summary>How many were refused with 429.</summary>
    public required int Throttled { get; init; }

    /// <summary>The most requests that the server saw in any 60 s, both ends included.</summary>
    public required int MostInAWindow { get; init; }

    public TimeSpan MeanLag => TimeSpan.FromTicks((long)Lags.Average(lag => lag.Ticks));

    public static FleetReport Of(IReadOnlyList<SimulatedRequest> requests, IReadOnlyList<TimeSpan> lags) => new()
    {
        Lags = lags,
        Requests = requests.Count,
        Throttled = requests.Count(request => request.StatusCode is HttpStatusCode.TooManyRequests),
        MostInAWindow = Arrivals.MostInAWindow(requests),
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Requests,6} requests, {Throttled,5} refused, at most {MostInAWindow,3} in 60 s, mean lag {MeanLag.TotalSeconds,7:0.00} s");
}
