using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Network.Tests;

public sealed class RateLimitTests : SocketTest
{
    protected override LobstrSimulatorOptions Options => new()
    {
        TaskRateLimit = new RateLimit(1, TimeSpan.FromSeconds(1)),
        // Else the client would know and never earn one.
        RateLimitHeaders = false,
    };

    [Fact]
    public async Task After_a_429_nothing_is_asked_until_the_service_answers_again()
    {
        string id = Simulator.AddUpload(UploadScript.StaysPending());
        using LobstrClient client = CreateClient();
        Task<IList<int>> answers = client.Events.OfType<ResponseReceived>()
            .Select(answer => (int)answer.StatusCode)
            .SkipWhile(code => code != 429)
            .Take(2)
            .ToList()
            .ToTask(Cancellation);
        using IDisposable watch = client.Uploads.Watch(id, Fast).Subscribe();

        // Polls that did not wait would come every 10 ms and earn a hundred more.
        Assert.Equal([429, 202], await answers);
    }
}
