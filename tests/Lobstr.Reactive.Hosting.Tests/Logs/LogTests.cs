using System.Net;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What an operator reads of a client, line for line.</summary>
public sealed class LogTests : IDisposable
{
    private readonly VirtualProgram _program = new(new LobstrSimulatorOptions { Latency = Latency.Constant(TimeSpan.FromMilliseconds(250)) });
    private readonly LogRecord _log = new();

    public LogTests()
    {
        _program.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        _program.AddLobstr(options =>
        {
            options.Name = "shop";
            options.UploadWatch.MaxRetries = 1;
            options.UploadWatch.BaseDelay = TimeSpan.Zero;
        });
    }

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_watch_is_told_from_its_beginning_to_its_end()
    {
        _program.Simulator.AddUpload("a", UploadScript.Pending(TimeSpan.FromSeconds(1)).Succeeds());

        _program.Client.Uploads.Watch("a").Subscribe(_ => { });
        _program.Advance(10);

        AssertLines(
            "Information 7 WatchStarted: The watch of a has started [LobstrAccount:shop LobstrId:a]",
            "Debug 1 RequestAnswered: GET tasks/upload/a: 202 in 250 ms (request 1) [LobstrAccount:shop LobstrId:a LobstrRequestId:1]",
            "Information 8 StatusChanged: a is PENDING [LobstrAccount:shop LobstrId:a]",
            "Debug 1 RequestAnswered: GET tasks/upload/a: 200 in 250 ms (request 2) [LobstrAccount:shop LobstrId:a LobstrRequestId:2]",
            "Information 8 StatusChanged: a is SUCCESS [LobstrAccount:shop LobstrId:a]",
            "Information 9 WatchEnded: The watch of a has ended: Success [LobstrAccount:shop LobstrId:a]");
    }

    [Fact]
    public void Retries_are_warnings_and_a_watch_that_fails_is_an_error()
    {
        _program.Simulator.AddUpload("a", UploadScript.StaysPending());
        _program.Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.BadGateway).WithBody(""));
        _program.Simulator.Faults.OnRequest(2, Fault.ConnectionReset);

        _program.Client.Uploads.Watch("a").Subscribe(_ => { }, _ => { });
        _program.Advance(10);

        AssertLines(
            "Information 7 WatchStarted: The watch of a has started [LobstrAccount:shop LobstrId:a]",
            "Debug 1 RequestAnswered: GET tasks/upload/a: 502 in 250 ms (request 1) [LobstrAccount:shop LobstrId:a LobstrRequestId:1]",
            "Warning 5 RetryScheduled: a: retry 1 in 00:00:00, after lobstr.io answered 502 about upload 'a': it gave no reason that can be read. [LobstrAccount:shop LobstrId:a]",
            "Debug 2 RequestFailed: GET tasks/upload/a: no answer (request 2) [LobstrAccount:shop LobstrId:a LobstrRequestId:2] HttpRequestException",
            "Error 10 WatchFailed: The watch of a has failed: Error [LobstrAccount:shop LobstrId:a] HttpRequestException");
    }

    [Fact]
    public void A_key_that_is_refused_is_one_error_until_it_is_accepted_again()
    {
        _program.Simulator.AddUpload("a", UploadScript.StaysPending());
        _program.Simulator.Faults.OnRequests(1, 2, Fault.Status(HttpStatusCode.Unauthorized).WithBody(""));
        _program.Simulator.Faults.OnRequest(4, Fault.Status(HttpStatusCode.Unauthorized).WithBody(""));

        for (int i = 0; i < 4; i++)
        {
            Task<UploadStatus> call = _program.Client.Uploads.GetStatusAsync("a");
            _program.Advance(1);
            _ = call.Exception;
        }

        AssertLines(
            "Debug 1 RequestAnswered: GET tasks/upload/a: 401 in 250 ms (request 1) [LobstrAccount:shop LobstrId:a LobstrRequestId:1]",
            "Error 4 KeyRefused: The service refuses the API key (401): GET tasks/upload/a (request 1). Until it accepts the key this is not said again. [LobstrAccount:shop LobstrId:a LobstrRequestId:1]",
            "Debug 1 RequestAnswered: GET tasks/upload/a: 401 in 250 ms (request 2) [LobstrAccount:shop LobstrId:a LobstrRequestId:2]",
            "Debug 1 RequestAnswered: GET tasks/upload/a: 202 in 250 ms (request 3) [LobstrAccount:shop LobstrId:a LobstrRequestId:3]",
            "Debug 1 RequestAnswered: GET tasks/upload/a: 401 in 250 ms (request 4) [LobstrAccount:shop LobstrId:a LobstrRequestId:4]",
            "Error 4 KeyRefused: The service refuses the API key (401): GET tasks/upload/a (request 4). Until it accepts the key this is not said again. [LobstrAccount:shop LobstrId:a LobstrRequestId:4]");
    }

    [Fact]
    public void A_refusal_is_a_warning_and_a_429_the_pause_that_follows()
    {
        _program.Simulator.AddUpload("a", UploadScript.StaysPending());
        _program.Simulator.Faults.OnRequest(1, Fault.Status(HttpStatusCode.Forbidden).WithBody(""));
        _program.Simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(7)).WithBody(""));
        _program.Client.Uploads.Watch("a").Subscribe(_ => { }, _ => { });
        _program.Advance(1);

        using IDisposable watch = _program.Client.Uploads.Watch("a").Subscribe();
        _program.Advance(1);

        Assert.Equal(
            [
                "Warning 3 RequestRefused: GET tasks/upload/a was refused with 403 (request 1) [LobstrAccount:shop LobstrId:a LobstrRequestId:1]",
                "Error 10 WatchFailed: The watch of a has failed: Error [LobstrAccount:shop LobstrId:a] LobstrAuthenticationException",
                "Warning 6 Paused: No requests of tasks until 2026-11-27T09:00:08.2500000+00:00: the service has had too many requests (429) [LobstrAccount:shop]",
            ],
            _log.Lines.Where(line => line.Level >= LogLevel.Warning).Select(line => $"{line}"));
    }

    [Fact]
    public void Two_requests_in_parallel_are_told_apart()
    {
        _program.Simulator.AddUpload("a", UploadScript.StaysPending());
        _program.Simulator.Faults.OnRequest(1, Fault.Delay(TimeSpan.FromSeconds(1)));

        Task<UploadStatus> first = _program.Client.Uploads.GetStatusAsync("a");
        Task<UploadStatus> second = _program.Client.Uploads.GetStatusAsync("a");
        _program.Clock.AdvanceUntilCompleted(Task.WhenAll(first, second));
        _program.Advance(0.001);

        AssertLines(
            "Debug 1 RequestAnswered: GET tasks/upload/a: 202 in 250 ms (request 2) [LobstrAccount:shop LobstrId:a LobstrRequestId:2]",
            "Debug 1 RequestAnswered: GET tasks/upload/a: 202 in 1250 ms (request 1) [LobstrAccount:shop LobstrId:a LobstrRequestId:1]");
    }

    [Fact]
    public void The_end_of_the_program_is_no_failure()
    {
        var log = new EventLog(_log.CreateLogger(EventLog.Category), account: null);

        log.OnNext(new WatchEnded(WatchOutcome.Error, new ObjectDisposedException("the client")) { Id = "a" });

        AssertLines("Information 9 WatchEnded: The watch of a has ended: Cancelled [LobstrId:a]");
    }

    [Fact]
    public void What_the_shared_budget_does_and_what_was_too_fast_is_told()
    {
        var log = new EventLog(_log.CreateLogger(EventLog.Category), account: null);

        log.OnNext(new SharedBudgetLost(new IOException("no route to host")));
        log.OnNext(new SharedBudgetRegained());
        log.OnNext(new EventsDropped(3));

        AssertLines(
            "Warning 11 SharedBudgetLost: The budget that is shared with other machines is out of reach: this one goes on within a part of it [] IOException",
            "Information 12 SharedBudgetRegained: The budget that is shared with other machines is within reach again []",
            "Warning 13 EventsDropped: 3 events came faster than they could be logged, and are lost []");
    }

    [Fact]
    public void A_provider_that_throws_does_not_end_the_log()
    {
        using var program = new VirtualProgram();
        int lines = 0;
        program.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new ThrowingProvider(() => lines++)));
        program.AddLobstr();
        program.Simulator.AddUpload("a", UploadScript.StaysPending());

        for (int i = 0; i < 3; i++)
            program.Clock.AdvanceUntilCompleted(program.Client.Uploads.GetStatusAsync("a"));
        program.Advance(0.001);

        Assert.Equal(3, lines);
    }

    [Fact]
    public void Without_a_log_nothing_is_written_and_nothing_fails()
    {
        using var program = new VirtualProgram();
        program.AddLobstr();
        program.Simulator.AddUpload("a", UploadScript.StaysPending());

        Assert.Equal(UploadState.Pending, program.Clock.AdvanceUntilCompleted(program.Client.Uploads.GetStatusAsync("a")).State);
    }

    private void AssertLines(params string[] lines)
    {
        Assert.All(_log.Lines, line => Assert.Equal("Lobstr.Reactive", line.Category));
        Assert.Equal(lines, _log.Lines.Select(line => $"{line}"));
        Assert.DoesNotContain(_log.Lines, line => $"{line}{line.Error}".Contains(_program.Simulator.ApiKey, StringComparison.Ordinal));
    }
}
