using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.TestSupport;

/// <summary>When requests reached the server.</summary>
public static class Arrivals
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>The most requests that the server saw in any 60 s, both ends included.</summary>
    public static int MostInAWindow(IReadOnlyList<SimulatedRequest> requests) =>
        MostInAWindow([.. requests.Where(request => request.ArrivedAt is not null).Select(request => request.ArrivedAt!.Value).Order()]);

    private static int MostInAWindow(TimeSpan[] arrivals)
    {
        int most = 0;
        for (int first = 0, last = 0; last < arrivals.Length; last++)
        {
            while (arrivals[last] - arrivals[first] > Window)
                first++;
            most = Math.Max(most, last - first + 1);
        }
        return most;
    }
}
