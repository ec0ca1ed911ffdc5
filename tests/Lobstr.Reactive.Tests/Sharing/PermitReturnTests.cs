namespace Lobstr.Reactive.Tests;

/// <summary>What a shared budget is told of an answer: what became of the request, and how long everybody is to wait.</summary>
public class PermitReturnTests
{
    [Theory]
    [InlineData("30", 30)]
    [InlineData("3600", 3600)]
    // The service does not say, or so much that it is an error here, and nobody waits it out anywhere.
    [InlineData(null, null)]
    [InlineData("3601", null)]
    public void After_a_429_everybody_is_to_wait_as_long_as_the_service_asks_unless_that_is_too_long(string? retryAfter, int? pause)
    {
        SharedPermitRelease release = ReturnAfter(service => service.Answers(429, "", headers: retryAfter is null ? [] : [("Retry-After", retryAfter)]));

        Assert.Equal((SharedPermitOutcome.Throttled, pause), (release.Outcome, release.Pause?.TotalSeconds));
    }

    [Theory]
    [InlineData(202)]
    [InlineData(503)]
    public void What_any_other_answer_asks_for_is_this_client_s_alone(int status)
    {
        SharedPermitRelease release = ReturnAfter(service => service.Answers(status, ClientRun.Pending, headers: ("Retry-After", "30")));

        Assert.Equal((SharedPermitOutcome.Accepted, null), (release.Outcome, release.Pause));
    }

    [Fact]
    public void Without_an_answer_nobody_knows_whether_the_service_had_it()
    {
        SharedPermitRelease release = ReturnAfter(service => service.Fails(new HttpRequestException("the line is dead")));

        Assert.Equal(SharedPermitOutcome.Ended, release.Outcome);
    }

    private static SharedPermitRelease ReturnAfter(Func<TestSupport.StubHandler, TestSupport.StubHandler> answers)
    {
        StubSharedBudget shared = new StubSharedBudget().Grants().Waits(10_000);
        using ClientRun run = new(options => options with { SharedBudget = shared });
        shared.Run = run;
        answers(run.Service);
        run.WatchTo(1);
        return shared.Releases[0];
    }
}
