using System.Globalization;
using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>What the simulated service goes through: most uploads succeed, and everything that can go wrong does.</summary>
internal sealed class Demo
{
    public const int MostUploads = 1000;

    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(50);
    private static readonly TimeSpan TimePerRequest = TimeSpan.FromMinutes(1) / 90;

    /// <param name="count">How many uploads; 1 to <see cref="MostUploads"/>.</param>
    public Demo(int count)
    {
        string format = new('0', count.ToString(CultureInfo.InvariantCulture).Length);
        Uploads = [.. Enumerable.Range(1, count).Select(number => UploadOf(number, $"tasks-{number.ToString(format, CultureInfo.InvariantCulture)}"))];
        // Long enough for each upload to be asked once more after its end, even if all the others are asked before it.
        TimeSpan timeout = LongestLife + (count * TimePerRequest * 1.25);
        Options = new WatchOptions { Timeout = TimeSpan.FromSeconds(Math.Ceiling(timeout.TotalSeconds)) };
    }

    public IReadOnlyList<DemoUpload> Uploads { get; }

    /// <summary>How to watch: every two seconds, or as often as the budget allows, and not for ever.</summary>
    public WatchOptions Options { get; }

    /// <summary>Begins the uploads.</summary>
    public void AddTo(LobstrSimulator simulator)
    {
        foreach (DemoUpload upload in Uploads)
            simulator.AddUpload(upload.Id, upload.Script);
        // The third upload meets a service that is overloaded, twice: the watch retries and nobody else notices.
        if (Uploads.Count >= 3)
        {
            simulator.Faults.OnRequests(
                1, 2, Fault.Status(HttpStatusCode.ServiceUnavailable),
                request => request.Path.EndsWith(Uploads[2].Id, StringComparison.Ordinal));
        }
    }

    /// <summary>What did not go as planned, one line each.</summary>
    public IEnumerable<string> SurprisesOf(Fleet end)
    {
        foreach (DemoUpload upload in Uploads)
        {
            UploadProgress progress = end.Uploads[upload.Id];
            if (progress.Outcome == upload.Planned)
                continue;
            string why = progress.Error is { } error ? $": {error.Message}" : ".";
            yield return $"{upload.Id}: {UploadOutcomes.Describe(progress.Outcome)} instead of {UploadOutcomes.Describe(upload.Planned)}{why}";
        }

        if (end.Budget.TooMany > 0)
            yield return $"The service had too many requests (429): {end.Budget.TooMany}.";
    }

    private static DemoUpload UploadOf(int number, string id)
    {
        // Scattered, and the same in every run.
        int random = number * 37 % 100;
        TimeSpan life = ShortestLife + ((LongestLife - ShortestLife) * (random / 100.0));
        var meta = new UploadMeta
        {
            Valid = 201 + random,
            Inserted = 200 + random - (random % 7),
            Duplicates = 1 + (random % 7),
            Invalid = random % 3,
        };
        return number switch
        {
            7 => new DemoUpload(id, UploadScript.NeverFound, UploadOutcome.NotFound),
            9 => new DemoUpload(id, UploadScript.Pending(life / 8).StaysInProgress(), UploadOutcome.TimedOut),
            _ when number % 10 == 5 => new DemoUpload(
                id,
                UploadScript.Pending(life / 8).Progress(life * 7 / 8).Fails(new UploadMeta { Invalid = 200 + random }),
                UploadOutcome.Failed),
            _ => new DemoUpload(id, UploadScript.Typical(life, meta), UploadOutcome.Succeeded),
        };
    }
}
