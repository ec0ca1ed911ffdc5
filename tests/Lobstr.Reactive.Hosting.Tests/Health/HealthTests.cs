using System.Net;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What the health of an account is, from what its requests have met with. It sends none.</summary>
public sealed class HealthTests : IDisposable
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    private readonly VirtualProgram _program = new(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromMilliseconds(250)) });

    public HealthTests()
    {
        _program.AddLobstr();
        _program.Services.AddLogging().AddHealthChecks().AddLobstr();
        _program.Simulator.AddUpload("a", UploadScript.StaysPending());
    }

    public void Dispose() => _program.Dispose();

    [Fact]
    public void An_idle_client_is_healthy_however_long_and_is_asked_nothing()
    {
        Assert.Equal("Healthy: ", Check());
        _program.Advance(86_400);

        Assert.Equal("Healthy: ", Check());
        Assert.Empty(_program.Simulator.Requests);
    }

    [Fact]
    public void A_watch_with_a_long_interval_is_healthy()
    {
        using IDisposable watch = _program.Client.Uploads.Watch("a", new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromHours(1)) }).Subscribe();

        for (int i = 0; i < 10; i++)
        {
            _program.Advance(599);
            Assert.Equal("Healthy: ", Check());
        }
    }

    [Fact]
    public void After_a_401_it_is_unhealthy_until_an_answer_is_good()
    {
        _program.Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.Unauthorized));
        _program.Simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.NotFound));
        Ask();
        Assert.Equal("Unhealthy: The service refuses the API key (401).", Check());

        Ask();
        Assert.Equal("Unhealthy: The service refuses the API key (401).", Check());

        Ask();
        Assert.Equal("Healthy: ", Check());
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public void A_call_that_has_failed_is_over_and_no_refused_key(HttpStatusCode code)
    {
        using IDisposable fault = _program.Simulator.Faults.Always(Fault.Status(code));
        Ask();

        Assert.Equal("Healthy: ", Check());
        _program.Advance(3600);
        Ask();
        Assert.Equal("Healthy: ", Check());
    }

    [Fact]
    public void While_it_retries_it_is_degraded_and_unhealthy_after_too_long_a_silence()
    {
        IDisposable broken = _program.Simulator.Faults.Always(Fault.Status(HttpStatusCode.BadGateway));
        var patient = new WatchOptions { Retry = new RetryPolicy { MaxRetries = 1000, BaseDelay = TimeSpan.FromSeconds(20), MaxDelay = TimeSpan.FromSeconds(20), Jitter = () => 0.5 } };
        using IDisposable watch = _program.Client.Uploads.Watch("a", patient).Subscribe(_ => { }, _ => { });

        _program.Advance(299);
        Assert.Equal("Degraded: Retrying 1 after faults.", Check());
        _program.Advance(1);
        Assert.Equal("Unhealthy: There has been no good answer for 00:05:00, though something was due. Retrying 1 after faults.", Check());

        broken.Dispose();
        _program.Advance(11);
        Assert.Equal("Healthy: ", Check());
    }

    [Fact]
    public void When_a_watch_gives_up_it_retries_no_more()
    {
        using IDisposable broken = _program.Simulator.Faults.Always(Fault.Status(HttpStatusCode.BadGateway));
        _program.Client.Uploads.Watch("a", new WatchOptions { Retry = new RetryPolicy { MaxRetries = 1, Jitter = () => 0.5 } }).Subscribe(_ => { }, _ => { });
        _program.Advance(0.3);
        Assert.Equal("Degraded: Retrying 1 after faults.", Check());

        _program.Advance(1);

        Assert.Equal("Healthy: ", Check());
    }

    [Fact]
    public void While_the_service_wants_a_pause_it_is_degraded()
    {
        _program.Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(70)));
        using IDisposable watch = _program.Client.Uploads.Watch("a").Subscribe();
        _program.Advance(1);

        Assert.Equal("Degraded: No requests of tasks until 2026-11-27T09:01:10.2500000+00:00: the service has had too many requests (429)", Check());
        _program.Advance(70);

        Assert.Equal("Healthy: ", Check());
    }

    [Fact]
    public void A_request_that_hangs_is_a_silence_of_its_own_length()
    {
        _program.Services.AddHealthChecks().AddLobstr(name: "strict", maxSilence: TimeSpan.FromSeconds(10));
        IDisposable hang = _program.Simulator.Faults.Always(Fault.Hang);
        Ask();
        _program.Advance(3600);
        using IDisposable watch = _program.Client.Uploads.Watch("a").Subscribe();

        _program.Advance(9);
        Assert.Equal("Healthy: ", Check("strict"));
        _program.Advance(1);
        Assert.Equal("Unhealthy: There has been no good answer for 00:00:10, though something was due.", Check("strict"));
        Assert.Equal("Healthy: ", Check());

        hang.Dispose();
        _program.Advance(60);
        Assert.Equal("Healthy: ", Check("strict"));
    }

    [Fact]
    public void Answers_to_some_are_no_silence()
    {
        _program.Simulator.AddUpload("b", UploadScript.StaysPending());
        using IDisposable hang = _program.Simulator.Faults.Always(Fault.Hang, request => request.Path.EndsWith('b'));
        using IDisposable good = _program.Client.Uploads.Watch("a").Subscribe();
        using IDisposable bad = _program.Client.Uploads.Watch("b", new WatchOptions { Retry = new RetryPolicy { MaxRetries = 1000 } }).Subscribe();

        for (int i = 0; i < 100; i++)
        {
            _program.Advance(10);
            Assert.DoesNotContain("Unhealthy", Check(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_the_shared_budget_it_is_degraded()
    {
        ClientHealth health = _program.Provider.GetRequiredKeyedService<Account>("").Health;

        health.OnNext(new SharedBudgetLost(new IOException("no route to host")));
        Assert.Equal("Degraded: The shared budget is out of reach: no route to host", Check());

        health.OnNext(new SharedBudgetRegained());
        Assert.Equal("Healthy: ", Check());
    }

    [Fact]
    public void Events_that_were_dropped_leave_no_request_in_flight_for_ever()
    {
        ClientHealth health = _program.Provider.GetRequiredKeyedService<Account>("").Health;

        health.OnNext(new RequestSent { RequestId = 1 });
        health.OnNext(new EventsDropped(5));
        _program.Advance(3600);

        Assert.Equal("Healthy: ", Check());
    }

    [Fact]
    public void Each_account_has_a_health_of_its_own_with_the_status_and_tags_that_the_program_wants()
    {
        _program.AddKeyedLobstr("eu", options => options.ApiKey = "wrong");
        _program.Services.AddHealthChecks().AddLobstr("eu", failureStatus: HealthStatus.Degraded, tags: ["ready"]);
        Task<Squid> call = _program.Provider.GetRequiredKeyedService<ISquids>("eu").GetAsync(Squid);
        _program.Advance(1);
        _ = call.Exception;

        HealthReport report = Report();

        Assert.Equal(["lobstr", "lobstr:eu"], report.Entries.Keys);
        Assert.Equal(HealthStatus.Healthy, report.Entries["lobstr"].Status);
        Assert.Equal(HealthStatus.Degraded, report.Entries["lobstr:eu"].Status);
        Assert.Equal(["ready"], report.Entries["lobstr:eu"].Tags);
    }

    [Fact]
    public void No_silence_is_no_length() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceCollection().AddHealthChecks().AddLobstr(maxSilence: TimeSpan.Zero));

    [Fact]
    public async Task Null_is_no_context() => await Assert.ThrowsAsync<ArgumentNullException>(
        "context", () => LobstrHealthCheck.Create(_program.Provider, "", TimeSpan.FromMinutes(5)).CheckHealthAsync(null!));

    private void Ask()
    {
        Task<UploadStatus> call = _program.Client.Uploads.GetStatusAsync("a");
        _program.Advance(31);
        Assert.True(call.IsCompleted);
        _ = call.Exception;
    }

    private string Check(string name = "lobstr")
    {
        HealthReportEntry entry = Report().Entries[name];
        return $"{entry.Status}: {entry.Description}";
    }

    private HealthReport Report()
    {
        int before = _program.Simulator.Requests.Count;
        Task<HealthReport> report = _program.Provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(before, _program.Simulator.Requests.Count);
        return report.GetAwaiter().GetResult();
    }
}
