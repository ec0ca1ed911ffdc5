using System.Net;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class FaultPlanTests : SimulatorTest
{
    private static readonly Fault Down = Fault.Status(HttpStatusCode.ServiceUnavailable);

    [Fact]
    public void One_request_can_be_hit_or_several_in_a_row()
    {
        Simulator.Faults.OnRequest(2, Down);
        Simulator.Faults.OnRequests(4, 5, Down);

        Assert.Equal([404, 503, 404, 503, 503, 404], Codes(6));
    }

    [Fact]
    public void Requests_are_counted_from_when_the_fault_is_planned()
    {
        Codes(3);
        Simulator.Faults.OnRequest(2, Down);

        Assert.Equal([404, 503, 404], Codes(3));
    }

    [Fact]
    public void Only_requests_that_are_meant_are_hit_and_counted()
    {
        Simulator.Faults.OnRequest(2, Down, where: request => request.Path == "nowhere");

        Assert.Equal([404, 404, 503, 404], [Code("nowhere"), Code("elsewhere"), Code("nowhere"), Code("nowhere")]);
    }

    [Fact]
    public void At_an_instant_the_first_request_from_then_on_is_hit()
    {
        Simulator.Faults.At(Seconds(10), Down);
        Advance(9.9);
        Assert.Equal([404], Codes(1));
        Advance(5);
        Assert.Equal([503, 404], Codes(2));
    }

    [Fact]
    public void An_interval_is_that_of_arrival()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(4)) };
        Simulator.Faults.Between(Seconds(2), Seconds(3), Down);
        Task<HttpResponseMessage> first = GetAsync("nowhere");
        Advance(1);
        Task<HttpResponseMessage> second = GetAsync("nowhere");
        Advance(10);

        Assert.Equal(503, (int)Ended(first).StatusCode);
        Assert.Equal(404, (int)Ended(second).StatusCode);
    }

    [Fact]
    public void The_first_that_was_planned_decides_the_end_and_the_others_have_their_turn_counted()
    {
        Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.BadGateway));
        Simulator.Faults.OnRequest(1, Down);
        Simulator.Faults.Always(Fault.Header("X-Extra", "1"));

        Assert.Equal([502, 404], Codes(2));
        Assert.Equal("1", Header(Get("nowhere"), "X-Extra"));
    }

    [Fact]
    public void A_fault_can_be_taken_off_the_plan()
    {
        IDisposable fault = Simulator.Faults.Always(Down);
        Assert.Equal([503], Codes(1));
        fault.Dispose();
        fault.Dispose();

        Assert.Equal([404], Codes(1));
    }

    [Fact]
    public void What_can_never_happen_is_refused_at_once()
    {
        Advance(100);
        FaultPlan faults = Simulator.Faults;

        Assert.Contains("already at 00:01:40", Assert.Throws<ArgumentOutOfRangeException>(() => faults.At(Seconds(99), Down)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.Between(Seconds(1), Seconds(99), Down));
        Assert.Contains("end before it begins", Assert.Throws<ArgumentOutOfRangeException>(() => faults.Between(Seconds(200), Seconds(200), Down)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.OnRequest(0, Down));
        Assert.Throws<ArgumentOutOfRangeException>(() => faults.OnRequests(3, 2, Down));
        Assert.Throws<ArgumentNullException>(() => faults.Always(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Delay(Seconds(-1)));
    }

    [Fact]
    public void An_interval_that_has_begun_is_still_of_use()
    {
        Advance(100);
        Simulator.Faults.Between(Seconds(1), Seconds(101), Down);

        Assert.Equal([503], Codes(1));
    }

    private int Code(string path) => (int)Get(path).StatusCode;

    private int[] Codes(int requests) => [.. Enumerable.Range(0, requests).Select(_ => Code("nowhere"))];
}
