using System.Net;
using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.RunPipeline;

/// <summary>The first Ctrl+C stops waiting for a run, the second aborts it.</summary>
[Collection(EnvironmentScope.Collection)]
public sealed class InterruptedRunTests : IDisposable
{
    private const string UnderWay = "run     running";
    private const string Interrupted = "Interrupted while the run was under way.";
    private const string GoesOn = "Run ID goes on at the service, and uses credit until it ends.";
    private const string Offer = "Press Ctrl+C once more within 60 s to abort it.";
    private const string Aborted = "Run ID was aborted. What it had found is exported, and billed.";

    private readonly PipelineProgramRig _rig = new();

    public InterruptedRunTests()
    {
        // So long that it has not ended, however often the clock is advanced.
        _rig.Simulator.ScriptNextRun(RunScript.Running(TimeSpan.FromDays(100), results: 2).Succeeds());
        _rig.OnLine = line => _rig.InterruptAt(UnderWay, line);
    }

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task The_first_names_the_run_that_goes_on()
    {
        await Says([Interrupted, GoesOn, "Press Ctrl+C once more within 0 s to abort it."]);

        Assert.Contains(_rig.Simulator.Runs[0].Id, _rig.Error.Lines[1], StringComparison.Ordinal);
        Assert.Equal(0, Aborts());
    }

    [Fact]
    public async Task The_second_aborts_the_run()
    {
        InterruptOnceMore();

        await Says([Interrupted, GoesOn, Offer, Aborted]);

        Assert.Equal(1, Aborts());
    }

    [Fact]
    public async Task The_first_aborts_the_run_on_demand()
    {
        await Says([Interrupted, Aborted], "--abort-on-cancel");

        Assert.Equal(1, Aborts());
    }

    [Fact]
    public async Task A_run_that_has_ended_meanwhile_is_not_said_to_be_aborted()
    {
        AnswerAborts(Fault.Status(HttpStatusCode.NotFound));

        await Says([Interrupted, "Run ID had ended already: there was nothing to abort."], "--abort-on-cancel");
    }

    [Fact]
    public async Task A_refusal_to_abort_is_told_in_the_words_of_the_service()
    {
        AnswerAborts(Fault.Status(HttpStatusCode.BadRequest).WithBody("""{"error":{"message":"Not now.","type":"x","param":"run_hash"}}"""));

        await Says([Interrupted, "Run ID could not be aborted: lobstr.io answered 400 about the abort of run 'ID': Not now. (parameter 'run_hash')"], "--abort-on-cancel");
    }

    [Fact]
    public async Task The_next_stops_waiting_for_the_answer()
    {
        _rig.InterruptDuring(HttpMethod.Post, path => path.EndsWith("/abort", StringComparison.Ordinal));

        await Says([Interrupted, "Run ID may or may not have been aborted: look at it before you start another."], "--abort-on-cancel");
    }

    [Fact]
    public async Task A_third_stops_waiting_for_the_answer()
    {
        InterruptOnceMore();
        _rig.InterruptDuring(HttpMethod.Post, path => path.EndsWith("/abort", StringComparison.Ordinal));

        await Says([Interrupted, GoesOn, Offer, "Run ID may or may not have been aborted: look at it before you start another."]);
    }

    private void InterruptOnceMore()
    {
        _rig.Patience = TimeSpan.FromSeconds(60);
        _rig.OnError = line => _rig.InterruptAt(Offer, line);
    }

    private void AnswerAborts(Fault answer) =>
        _rig.Simulator.Faults.Always(answer, request => request.Path.EndsWith("/abort", StringComparison.Ordinal));

    private int Aborts() => _rig.Simulator.Requests.Count(request => request.Path.EndsWith("/abort", StringComparison.Ordinal));

    private async Task Says(string[] said, params string[] args)
    {
        Assert.Equal(ExitCodes.Interrupted, await _rig.RunWithTwoTasksAsync(args));
        Assert.Equal(said, _rig.Error.Lines.Select(line => Chance.Without(line, _rig.ResultsPath)));
        Assert.Equal(["tasks.csv"], _rig.Files);
    }
}
