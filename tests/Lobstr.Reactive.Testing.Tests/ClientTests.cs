using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Testing.Tests;

/// <summary>The real client against the simulated service, all in virtual time.</summary>
public sealed class ClientTests : SimulatorTest
{
    [Fact]
    public void A_client_is_wired_to_the_simulator_with_its_key_and_on_its_scheduler()
    {
        using LobstrClient client = Simulator.CreateClient();
        string id = Simulator.AddUpload(UploadScript.Pending(Seconds(3)).Progress(Seconds(40)).Succeeds(new UploadMeta { Valid = 8, Inserted = 8 }));
        var transcript = new List<string>();
        client.Uploads.Watch(id).Subscribe(
            status => transcript.Add($"{Simulator.Elapsed:c} {status.RawState}"), error => transcript.Add(error.Message), () => transcript.Add("completed"));

        Clock.Start();

        Assert.Equal(["00:00:00 PENDING", "00:00:04 PROGRESS", "00:00:44 SUCCESS", "completed"], transcript);
    }

    [Fact]
    public void Latency_stays_in_virtual_time_through_the_whole_client_whatever_context_is_current()
    {
        Options = Options with { Latency = Latency.Constant(Seconds(0.5)) };
        using LobstrClient client = Simulator.CreateClient();
        string id = Simulator.AddUpload(UploadScript.Pending(Seconds(3)).Succeeds());
        var transcript = new List<string>();
        var context = new HostileSynchronizationContext();
        context.Run(() =>
        {
            client.Uploads.Watch(id).Subscribe(status => transcript.Add($"{Simulator.Elapsed:c} {status.RawState}"));
            Clock.Start();
        });

        // Asked at 0, 2.5 and 5; each answer takes half a second.
        Assert.Equal(["00:00:00.5000000 PENDING", "00:00:05.5000000 SUCCESS"], transcript);
        Assert.Equal(0, context.Posts);
    }

    [Fact]
    public void The_clients_options_can_be_changed()
    {
        using LobstrClient client = Simulator.CreateClient(options => options with { ApiKey = "wrong" });
        Exception? error = null;
        client.Uploads.Watch("1").Subscribe(_ => { }, e => error = e);

        Clock.Start();

        Assert.IsType<LobstrAuthenticationException>(error);
    }

    [Fact]
    public void A_day_of_a_hundred_uploads_ends_well_and_earns_no_429()
    {
        using LobstrClient client = Simulator.CreateClient();
        int succeeded = 0;
        for (int i = 0; i < 100; i++)
        {
            string id = Simulator.AddUpload(UploadScript.Pending(TimeSpan.FromMinutes(i)).Progress(TimeSpan.FromHours(22)).Succeeds());
            client.Uploads.Watch(id, new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromMinutes(5)) })
                .Subscribe(_ => { }, () => succeeded++);
        }

        Clock.Start();

        Assert.Equal(100, succeeded);
        Assert.True(Simulator.RequestCount > 26_000);
        Assert.DoesNotContain(Simulator.Requests, request => (int?)request.StatusCode == 429);
    }
}
