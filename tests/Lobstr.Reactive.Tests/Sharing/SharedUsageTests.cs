using System.Reactive.Linq;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>What a client of a shared budget tells of it.</summary>
public sealed class SharedUsageTests : PipelineTest
{
    [Fact]
    public void The_clients_that_share_it_are_no_others_with_the_key()
    {
        // The headers fall by what the partner sends, too.
        var shared = new InMemorySharedBudget(Clock);
        ClientOptions = new LobstrClientOptions { SharedBudget = shared };
        using LobstrClient partner = Simulator.CreateClient(options => options with { SharedBudget = shared });
        for (int i = 0; i < 6; i++)
            Subscribe(partner.Uploads.Watch(Simulator.AddUpload(UploadScript.StaysPending())));
        Subscribe(Client.Uploads.Watch(Simulator.AddUpload(UploadScript.StaysPending()), new() { Schedule = PollSchedule.Every(Seconds(5)) }));
        List<string?> pauses = [];
        using IDisposable looking = Observable.Interval(Seconds(1), Clock).Subscribe(_ => pauses.Add(Client.GetUsage()[0].PauseReason));
        RunTo(600);

        Assert.InRange(Simulator.RequestCount, 600, 900);
        Assert.Equal(600, pauses.Count);
        Assert.All(pauses, Assert.Null);
    }

    [Fact]
    public void A_client_that_waits_for_ever_for_an_answer_is_not_without_it()
    {
        ClientOptions = new LobstrClientOptions { SharedBudget = new InMemorySharedBudget(Clock), RequestTimeout = TimeSpan.MaxValue };
        List<LobstrEvent> lost = [];
        using IDisposable listening = Client.Events.Where(happened => happened is SharedBudgetLost).Subscribe(lost.Add);
        Subscribe(Client.Uploads.Watch(Simulator.AddUpload(UploadScript.StaysPending())));
        RunTo(60);

        Assert.Empty(lost);
        Assert.Equal(31, Simulator.RequestCount);
    }
}
