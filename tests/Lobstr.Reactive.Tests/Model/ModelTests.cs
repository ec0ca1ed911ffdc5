using CsCheck;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>
/// Random lives of uploads, played in virtual time: what was polled, cancelled and notified, to the tick, is what the table of promises
/// says. A failure prints its seed (replay with Sample(..., seed: "...")), the shortest script that was found, and both transcripts.
/// </summary>
public class ModelTests
{
    [Fact]
    public void A_watch_of_a_poll_function_does_what_the_promises_say() =>
        AnyScript.OfAFunction.Sample(script => Compare(Prediction.Of(script, throughClient: false), Playback.ThroughCreate(script)), iter: 5000, threads: 1);

    [Fact]
    public void A_watch_of_a_poll_function_whose_polls_fall_on_the_deadline_does_what_the_promises_say() =>
        AnyScript.OnTheDeadline.Sample(script => Compare(Prediction.Of(script, throughClient: false), Playback.ThroughCreate(script)), iter: 2000, threads: 1);

    [Fact]
    public void A_watch_of_a_service_does_what_the_promises_say() =>
        AnyScript.OfAService.Sample(script => Compare(Prediction.Of(script, throughClient: true), Playback.ThroughTheClient(script)), iter: 5000, threads: 1);

    [Fact]
    public void Several_watches_of_one_upload_share_its_polls_as_the_promises_say() =>
        AnyScript.OfSeveralWatches.Sample(script => Compare(Prediction.Of(script, throughClient: true), Playback.ThroughTheClient(script)), iter: 3000, threads: 1);

    private static void Compare(string promised, string played) =>
        Assert.True(promised == played, $"\nPROMISED\n{promised}\nPLAYED\n{played}\n");
}
