using System.Net;
using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>How programs come by a tracker.</summary>
public sealed class RegistrationTests
{
    private readonly HistoricalScheduler _scheduler = new(new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero));
    private readonly LobstrSimulator _simulator;

    public RegistrationTests() => _simulator = new LobstrSimulator(_scheduler);

    [Fact]
    public void A_host_tracks_uploads_and_calls_the_handler_in_a_scope_of_its_own()
    {
        using IHost host = Start(services => AddAccount(services).TrackUploads<ScopedHandler>());
        IUploadTracker tracker = host.Services.GetRequiredService<IUploadTracker>();

        foreach (int _ in Enumerable.Range(0, 2))
            Run(tracker.SendAsync(TrackingRig.Squid, TrackingRig.File()));
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(5));
        Run(host.StopAsync());

        HandlerLog log = host.Services.GetRequiredService<HandlerLog>();
        Assert.Equal(["succeeded", "succeeded"], log.Calls);
        Assert.Equal(2, log.Scopes.Distinct().Count());
        Assert.All(log.Scopes, scope => Assert.True(scope.IsDisposed));
        Assert.All(tracker.Uploads, upload => Assert.True(upload.IsHandled));
    }

    [Fact]
    public void The_next_host_goes_on_where_the_last_one_was()
    {
        var store = new InMemoryUploadStore();
        using (IHost first = Start(services => AddAccount(services).TrackUploads(t => t.UseStore(_ => store))))
        {
            Run(first.Services.GetRequiredService<IUploadTracker>().SendAsync(TrackingRig.Squid, TrackingRig.File(), "july"));
            Run(first.StopAsync());
        }

        using IHost second = Start(services => AddAccount(services).TrackUploads<ScopedHandler>(t => t.UseStore(_ => store)));
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(5));

        TrackedUpload upload = Assert.Single(second.Services.GetRequiredService<IUploadTracker>().Uploads);
        Assert.Equal(("july", TrackedUploadState.Succeeded, true), (upload.Label, upload.State, upload.IsHandled));
        Assert.Single(_simulator.Uploads);
    }

    [Fact]
    public void Two_accounts_share_a_store_and_no_upload()
    {
        var store = new InMemoryUploadStore();
        using IHost host = Start(services =>
        {
            AddAccount(services).TrackUploads(t => t.UseStore(_ => store));
            AddAccount(services, "acme").TrackUploads(t => t.UseStore(_ => store));
        });
        IUploadTracker acme = host.Services.GetRequiredKeyedService<IUploadTracker>("acme");

        Run(acme.SendAsync(TrackingRig.Squid, TrackingRig.File()));

        Assert.Single(acme.Uploads);
        Assert.Empty(host.Services.GetRequiredService<IUploadTracker>().Uploads);
    }

    [Fact]
    public void Health_is_degraded_while_a_watch_fails_and_healthy_when_it_does_not_any_more()
    {
        using IHost host = Start(services =>
        {
            AddAccount(services).TrackUploads();
            services.AddHealthChecks().AddLobstr();
        });
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        string id = _simulator.AddUpload(UploadScript.StaysInProgress());
        using IDisposable fault = _simulator.Faults.Always(Fault.Status(HttpStatusCode.Forbidden));
        Run(host.Services.GetRequiredService<IUploadTracker>().TrackAsync(id));
        _scheduler.AdvanceBy(TimeSpan.FromSeconds(20));

        HealthReportEntry failing = Check(health).Entries.Single().Value;
        fault.Dispose();
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(10));

        Assert.True(failing.Status is HealthStatus.Degraded, failing.Description);
        Assert.Contains("1 tracked uploads", failing.Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, Check(health).Status);
    }

    [Fact]
    public void Health_is_unhealthy_when_tracked_uploads_have_had_no_good_answer_for_long()
    {
        using IHost host = Start(services =>
        {
            AddAccount(services).TrackUploads();
            services.AddHealthChecks().AddLobstr();
        });
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        string id = _simulator.AddUpload(UploadScript.StaysInProgress());
        Run(host.Services.GetRequiredService<IUploadTracker>().TrackAsync(id));
        _scheduler.AdvanceBy(TimeSpan.FromSeconds(20));
        IDisposable fault = _simulator.Faults.Always(Fault.ConnectionRefused);
        var seen = new List<HealthStatus>();
        for (int minute = 0; minute < 60; minute++)
        {
            _scheduler.AdvanceBy(TimeSpan.FromMinutes(1));
            seen.Add(Check(health).Status);
        }
        fault.Dispose();
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(10));

        // Five minutes are the default.
        Assert.DoesNotContain(HealthStatus.Unhealthy, seen[..4]);
        Assert.All(seen[6..], status => Assert.Equal(HealthStatus.Unhealthy, status));
        Assert.Equal(HealthStatus.Healthy, Check(health).Status);
    }

    [Fact]
    public void A_timeout_that_is_shorter_than_the_grace_keeps_no_upload_from_not_being_found()
    {
        var hasty = new WatchOptions { Timeout = TimeSpan.FromSeconds(20) };
        using IHost host = Start(services => AddAccount(services).TrackUploads(t => t.Configure(options => options.Watch = hasty)));
        IUploadTracker tracker = host.Services.GetRequiredService<IUploadTracker>();
        Run(tracker.TrackAsync(_simulator.AddUpload(UploadScript.NeverFound)));
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(2));

        Assert.Equal(TrackedUploadState.NotFound, tracker.Uploads.Single().State);
    }

    [Fact]
    public void A_handler_is_told_of_a_failure_as_such_and_is_awaited()
    {
        using IHost host = Start(services => AddAccount(services).TrackUploads<ScopedHandler>());
        IUploadTracker tracker = host.Services.GetRequiredService<IUploadTracker>();
        HandlerLog log = host.Services.GetRequiredService<HandlerLog>();
        TaskCompletionSource returns = new();
        log.Returns = returns.Task;
        Run(tracker.TrackAsync(_simulator.AddUpload(UploadScript.Fails())));
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(1));
        Assert.Equal((TrackedUploadState.Failed, false), (tracker.Uploads.Single().State, tracker.Uploads.Single().IsHandled));

        returns.SetResult();
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(1));
        Assert.Equal(["failed"], log.Calls);
        Assert.True(tracker.Uploads.Single().IsHandled);
    }

    [Fact]
    public void An_upload_is_watched_as_the_options_of_its_tracking_say_and_a_404_within_the_grace_is_no_end()
    {
        var schedule = new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(45)) };
        using IHost host = Start(services => AddAccount(services).TrackUploads(t => t.Configure(options => options.Watch = schedule)));
        IUploadTracker tracker = host.Services.GetRequiredService<IUploadTracker>();
        Run(tracker.TrackAsync(_simulator.AddUpload(UploadScript.NotFound(TimeSpan.FromSeconds(20)).StaysPending())));
        _scheduler.AdvanceBy(TimeSpan.FromSeconds(100));

        Assert.Equal([0, 45, 90], _simulator.Requests.Select(request => Math.Round(request.SentAt.TotalSeconds)));
        Assert.Equal(TrackedUploadState.Watching, tracker.Uploads.Single().State);
    }

    [Fact]
    public void Null_is_refused()
    {
        AddAccount(new ServiceCollection()).TrackUploads(t =>
        {
            Assert.Throws<ArgumentNullException>("create", () => t.UseStore(null!));
            Assert.Throws<ArgumentNullException>("configure", () => t.Configure(null!));
        });
    }

    [Fact]
    public void Options_outside_their_range_keep_the_host_from_starting()
    {
        var error = Assert.Throws<OptionsValidationException>(() =>
            Start(services => AddAccount(services).TrackUploads(t => t.Configure(options => options.RetryDelay = TimeSpan.Zero))));

        Assert.Contains("UploadTrackingOptions.RetryDelay", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tracker_that_is_used_before_the_host_has_started_it_reads_the_store_first()
    {
        using IHost host = Build(services => AddAccount(services).TrackUploads());
        IUploadTracker tracker = host.Services.GetRequiredService<IUploadTracker>();

        Run(tracker.SendAsync(TrackingRig.Squid, TrackingRig.File()));
        Run(host.StartAsync());

        Assert.Single(tracker.Uploads);
    }

    private ILobstrBuilder AddAccount(IServiceCollection services, string name = "") =>
        (name.Length == 0 ? services.AddLobstr(Configure) : services.AddKeyedLobstr(name, Configure))
            .ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(_simulator.CreateHandler));

    private void Configure(LobstrHostingOptions options)
    {
        options.ApiKey = _simulator.ApiKey;
        options.Scheduler = _scheduler;
    }

    private static IHost Build(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<HandlerLog>();
        builder.Services.AddScoped<Scope>();
        configure(builder.Services);
        return builder.Build();
    }

    private IHost Start(Action<IServiceCollection> configure)
    {
        IHost host = Build(configure);
        Run(host.StartAsync());
        return host;
    }

    private T Run<T>(Task<T> task) => _scheduler.AdvanceUntilCompleted(task);

    private void Run(Task task) => _scheduler.AdvanceUntilCompleted(task);

    private sealed class HandlerLog
    {
        public List<string> Calls { get; } = [];

        public List<Scope> Scopes { get; } = [];

        public Task Returns { get; set; } = Task.CompletedTask;
    }

    private sealed class Scope : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }

    private sealed class ScopedHandler(HandlerLog log, Scope scope) : IUploadHandler
    {
        public Task OnSucceededAsync(TrackedUpload upload, CancellationToken cancellationToken) => Note("succeeded");

        public Task OnFailedAsync(TrackedUpload upload, CancellationToken cancellationToken) => Note("failed");

        private Task Note(string what)
        {
            log.Calls.Add(what);
            log.Scopes.Add(scope);
            return log.Returns;
        }
    }

    // Checks run on the thread pool: the virtual clock would race them, and hours pass before the first answer.
    private static HealthReport Check(HealthCheckService health) => health.CheckHealthAsync().GetAwaiter().GetResult();
}
