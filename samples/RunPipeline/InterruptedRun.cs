using System.Net;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>A run that somebody has stopped waiting for: it goes on, unless it is aborted.</summary>
/// <param name="runs">Abort it.</param>
/// <param name="run">The run.</param>
/// <param name="interruptions">What somebody has pressed, and may press once more.</param>
/// <param name="error">Where all of it is said.</param>
internal sealed class InterruptedRun(IRuns runs, Run run, Interruptions interruptions, TextWriter error)
{
    /// <summary>Says that the run goes on, and aborts it if somebody interrupts once more.</summary>
    /// <param name="patience">How long that is waited for.</param>
    public async Task OfferAbortAsync(TimeSpan patience)
    {
        error.WriteLine(Verdict.RunGoesOn(run));
        error.WriteLine($"Press Ctrl+C once more within {patience.TotalSeconds:0} s to abort it.");
        try
        {
            await Task.Delay(patience, interruptions.Second);
        }
        catch (OperationCanceledException)
        {
            await AbortAsync(interruptions.Third);
        }
    }

    /// <summary>Aborts the run, and says what came of that.</summary>
    public async Task AbortAsync(CancellationToken cancellationToken)
    {
        try
        {
            await runs.AbortAsync(run.Id, cancellationToken);
            error.WriteLine($"Run {run.Id} was aborted. What it had found is exported, and billed.");
        }
        catch (LobstrApiException ended) when (ended.StatusCode is HttpStatusCode.NotFound)
        {
            error.WriteLine($"Run {run.Id} had ended already: there was nothing to abort.");
        }
        catch (OperationCanceledException)
        {
            error.WriteLine($"Run {run.Id} may or may not have been aborted: look at it before you start another.");
        }
        catch (Exception fault) when (fault is LobstrException or HttpRequestException or TimeoutException)
        {
            error.WriteLine($"Run {run.Id} could not be aborted: {fault.Message}");
        }
    }
}
