namespace Lobstr.Reactive.Network.Tests;

/// <summary>What is over when it is asked again.</summary>
public sealed class TransientTests : HostileTest
{
    public static TheoryData<string> Names => [.. Attacks.Select(attack => attack.Name)];

    private static IEnumerable<Attack> Attacks => ConnectionAttacks.All.Concat(BodyAttacks.All);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task It_is_asked_again_and_the_watch_goes_on_to_its_end(string name)
    {
        Attack attack = Find(name);
        IEnumerable<Func<Wire, Task>> once = Enumerable.Repeat(attack.Script, attack.RequestsPerPoll);
        HostileServer server = Serve([.. once, Say.Status("PENDING"), .. once, .. once, Say.Status("SUCCESS")]);

        Seen seen = await WatchAsync(server, maxRetries: 5, attack.RequestTimeout);

        Assert.Null(seen.Error);
        Assert.Equal("PENDING, SUCCESS", seen.Statuses);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task When_the_retries_are_used_up_the_subscriber_gets_the_fault(string name)
    {
        Attack attack = Find(name);
        HostileServer server = Serve(attack.Script);

        Seen seen = await WatchAsync(server, maxRetries: 2, attack.RequestTimeout);

        Assert.Equal(("", attack.Error), (seen.Statuses, seen.Error?.GetType()));
        Assert.Equal(3 * attack.RequestsPerPoll, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_single_question_throws_it(string name)
    {
        Attack attack = Find(name);
        HostileServer server = Serve(attack.Script);
        LobstrClient client = CreateClient(server.BaseAddress, attack.RequestTimeout);

        Exception error = await ErrorOfAsync<Exception>(() => client.Uploads.GetStatusAsync(Id, Cancellation));

        Assert.Equal(attack.Error, error.GetType());
        Assert.Equal(attack.RequestsPerPoll, server.Requests.Count);
    }

    private static Attack Find(string name) => Attacks.Single(attack => attack.Name == name);
}
