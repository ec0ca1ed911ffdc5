using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What a program can ask for, and what becomes of it.</summary>
public sealed class AccountTests
{
    [Fact]
    public void The_client_and_its_parts_are_singletons_and_belong_together()
    {
        using var program = new VirtualProgram();
        program.AddLobstr();

        Assert.Same(program.Client, program.Provider.GetRequiredService<ILobstrClient>());
        Assert.Same(program.Client.Uploads, program.Provider.GetRequiredService<IUploads>());
        Assert.Same(program.Client.Runs, program.Provider.GetRequiredService<IRuns>());
        Assert.Same(program.Client.Squids, program.Provider.GetRequiredService<ISquids>());
    }

    [Fact]
    public void Keyed_accounts_have_keys_and_clients_of_their_own()
    {
        using var program = new VirtualProgram(new LobstrSimulatorOptions { ApiKeys = ["key-of-default", "key-of-eu", "key-of-us"] });
        var keys = new List<string?>();
        foreach (ILobstrBuilder account in (ILobstrBuilder[])[program.AddLobstr(), AddKeyed("eu"), AddKeyed("us")])
            account.ConfigureHttpClientBuilder(http => http.AddHttpMessageHandler(() => new NotingHandler(request => keys.Add(request.Headers.Authorization?.ToString()))));
        string id = program.Simulator.AddUpload(UploadScript.StaysPending());

        foreach (string? name in (string?[])["eu", "us", null])
        {
            IUploads uploads = name is null ? program.Provider.GetRequiredService<IUploads>() : program.Provider.GetRequiredKeyedService<IUploads>(name);
            program.Clock.AdvanceUntilCompleted(uploads.GetStatusAsync(id));
        }

        Assert.Equal(["Token key-of-eu", "Token key-of-us", "Token key-of-default"], keys);
        Assert.NotSame(program.Client, program.Provider.GetRequiredKeyedService<ILobstrClient>("eu"));
        Assert.Same(program.Provider.GetRequiredKeyedService<ILobstrClient>("eu").Runs, program.Provider.GetRequiredKeyedService<IRuns>("eu"));
        Assert.Same(program.Provider.GetRequiredKeyedService<ILobstrClient>("eu").Squids, program.Provider.GetRequiredKeyedService<ISquids>("eu"));

        ILobstrBuilder AddKeyed(string name) => program.AddKeyedLobstr(name, options => options.ApiKey = $"key-of-{name}");
    }

    [Fact]
    public void A_watch_without_options_polls_as_the_settings_say()
    {
        using var program = new VirtualProgram().With(("Lobstr:UploadWatch:Interval", "00:00:10"), ("Lobstr:UploadWatch:Timeout", "00:00:25"));
        program.AddLobstr();
        string id = program.Simulator.AddUpload(UploadScript.StaysPending());
        var transcript = new Transcript(program.Clock);

        program.Client.Uploads.Watch(id).Subscribe(status => transcript.Add(status.RawState), error => transcript.Add(error.GetType().Name));
        program.Advance(60);

        Assert.Equal(["0  PENDING", "25  UploadTimeoutException"], transcript.Lines);
        Assert.Equal([0, 10, 20, 25], program.Simulator.Requests.Select(request => request.SentAt.TotalSeconds));
    }

    [Fact]
    public void A_watch_with_options_polls_as_they_say()
    {
        using var program = new VirtualProgram().With(("Lobstr:UploadWatch:Interval", "00:00:10"), ("Lobstr:UploadWatch:Timeout", "00:00:25"));
        program.AddLobstr();
        string id = program.Simulator.AddUpload(UploadScript.StaysPending());

        using IDisposable watch = program.Client.Uploads.Watch(id, new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(20)) }).Subscribe();
        program.Advance(50);

        Assert.Equal([0, 20, 40], program.Simulator.Requests.Select(request => request.SentAt.TotalSeconds));
    }

    [Fact]
    public void An_interval_that_grows_does()
    {
        using var program = new VirtualProgram().With(("Lobstr:UploadWatch:BackoffFactor", "2"), ("Lobstr:UploadWatch:BackoffMax", "00:00:06"));
        program.AddLobstr();
        string id = program.Simulator.AddUpload(UploadScript.StaysPending());

        using IDisposable watch = program.Provider.GetRequiredService<IUploads>().Watch(id).Subscribe();
        program.Advance(20);

        Assert.Equal([0, 2, 6, 12, 18], program.Simulator.Requests.Select(request => request.SentAt.TotalSeconds));
    }

    [Fact]
    public void What_is_sent_and_watched_and_what_is_pulled_follow_the_settings_too()
    {
        using var program = new VirtualProgram().With(("Lobstr:UploadWatch:Interval", "00:00:30"));
        program.AddLobstr();
        program.Simulator.ScriptNextUpload(UploadScript.StaysPending());
        string id = program.Simulator.AddUpload(UploadScript.StaysPending());

        using IDisposable sent = program.Client.Uploads.SendAndWatch("a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4", TaskFile.FromText("url\nhttps://example.com\n", "a.csv")).Subscribe();
        IAsyncEnumerator<UploadStatus> pulled = program.Client.Uploads.WatchAsync(id).GetAsyncEnumerator();
        program.Clock.AdvanceUntilCompleted(pulled.MoveNextAsync().AsTask());
        program.Advance(35);

        Assert.Equal([0, 0, 0, 30, 30], program.Simulator.Requests.Select(request => request.SentAt.TotalSeconds));
    }

    [Fact]
    public void Runs_are_watched_as_their_own_settings_say()
    {
        using var program = new VirtualProgram().With(("Lobstr:RunWatch:Interval", "00:00:40"), ("Lobstr:UploadWatch:Interval", "00:00:01"));
        program.AddLobstr();
        program.Simulator.ScriptNextRun(RunScript.StaysPending());
        string id = program.Clock.AdvanceUntilCompleted(program.Client.Runs.StartAsync("a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4")).Id;

        using IDisposable run = program.Client.Runs.Watch(id).Subscribe();
        using IDisposable stats = program.Client.Runs.WatchStats(id).Subscribe();
        program.Advance(100);

        Assert.Equal([0, 0, 0, 40, 40, 80, 80], program.Simulator.Requests.Select(request => request.SentAt.TotalSeconds));
    }

    [Fact]
    public void Settings_are_read_once()
    {
        using var program = new VirtualProgram();
        var section = new Microsoft.Extensions.Configuration.ConfigurationManager { ["RequestTimeout"] = "00:00:10" };
        program.Attach(program.Services.AddLobstr(section));
        program.Services.Configure<LobstrHostingOptions>(options => (options.ApiKey, options.Scheduler) = (program.Simulator.ApiKey, program.Clock));
        using IDisposable hang = program.Simulator.Faults.Always(Fault.Hang);

        Task<UploadStatus> before = program.Client.Uploads.GetStatusAsync("a");
        section["RequestTimeout"] = "00:00:01";
        Task<UploadStatus> after = program.Client.Uploads.GetStatusAsync("b");
        program.Advance(9);
        Assert.False(before.IsCompleted || after.IsCompleted);
        program.Advance(2);

        Assert.IsType<TimeoutException>(before.Exception!.InnerException);
        Assert.IsType<TimeoutException>(after.Exception!.InnerException);
    }

    [Fact]
    public void The_end_of_the_container_ends_what_runs_on_its_clients()
    {
        using var program = new VirtualProgram();
        program.AddLobstr();
        string id = program.Simulator.AddUpload(UploadScript.StaysPending());
        var transcript = new Transcript(program.Clock);
        program.Client.Uploads.Watch(id).Subscribe(_ => { }, error => transcript.Add(error.GetType().Name));
        program.Client.Events.OfType<WatchEnded>().Subscribe(ended => transcript.Add($"{ended.Outcome}"), () => transcript.Add("no more events"));
        program.Advance(3);

        program.Dispose();
        program.Advance(0.001);

        Assert.Equal(["3  ObjectDisposedException", "3  no more events"], transcript.Lines);
    }

    [Fact]
    public void An_account_without_a_name_cannot_be_keyed() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddKeyedLobstr(" "));
}
