namespace Lobstr.Reactive.Network.Tests;

/// <summary>A script of one length for each upload, drawn from a seed. Each ends in SUCCESS or FAILURE.</summary>
internal sealed class SoakPlan
{
    /// <summary>Fewer faults in a row than the watches have retries.</summary>
    public const int MostFaults = 3;

    private const double FaultShare = 0.15;
    private const double SlowShare = 0.03;
    private const double ChangeShare = 0.1;
    private const double FailureShare = 0.1;
    private const int Slowest = 100;

    private static readonly SoakStepKind[] Faults =
    [
        SoakStepKind.ServerError, SoakStepKind.Unavailable, SoakStepKind.Reset, SoakStepKind.ResetInBody,
        SoakStepKind.Garbage, SoakStepKind.SomebodyElse, SoakStepKind.Empty,
    ];

    public SoakPlan(int seed, int uploads, int polls)
    {
        Polls = polls;
        Scripts = [.. Enumerable.Range(0, uploads).Select(upload => Draw(new Random(seed + upload), polls))];
        // Rarely, and late: after it everything goes slowly for a minute.
        Scripts[0][polls - 2] = new SoakStep(SoakStepKind.Throttled, default, 0, 0);
    }

    public int Polls { get; }

    public SoakStep[][] Scripts { get; }

    public static string IdOf(int upload) => upload.ToString("x32", null);

    private static SoakStep[] Draw(Random random, int polls)
    {
        var script = new SoakStep[polls];
        int faults = 0;
        int inserted = 0;
        for (int i = 0; i < polls - 1; i++)
        {
            if (faults < MostFaults && random.NextDouble() < FaultShare)
            {
                faults++;
                script[i] = new SoakStep(Faults[random.Next(Faults.Length)], default, 0, 0);
                continue;
            }

            faults = 0;
            if (random.NextDouble() < ChangeShare)
                inserted++;
            int delay = random.NextDouble() < SlowShare ? random.Next(1, Slowest) : 0;
            script[i] = new SoakStep(SoakStepKind.Status, i < polls / 4 ? UploadState.Pending : UploadState.Progress, inserted, delay);
        }

        UploadState end = random.NextDouble() < FailureShare ? UploadState.Failure : UploadState.Success;
        script[^1] = new SoakStep(SoakStepKind.Status, end, inserted + random.Next(1000), 0);
        return script;
    }
}
