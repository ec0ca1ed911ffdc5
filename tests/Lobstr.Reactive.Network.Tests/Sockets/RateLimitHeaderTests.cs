using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Network.Tests;

public sealed class RateLimitHeaderTests : SocketTest
{
    protected override LobstrSimulatorOptions Options => new() { TaskRateLimit = new RateLimit(2, TimeSpan.FromSeconds(1)) };

    [Fact]
    public async Task Who_reads_the_headers_earns_no_429()
    {
        string id = Simulator.AddUpload(UploadScript.StaysPending());
        using LobstrClient client = CreateClient();
        Task<IList<int>> answers = client.Events.OfType<ResponseReceived>()
            .Select(answer => (int)answer.StatusCode).Take(4).ToList().ToTask(Cancellation);
        using IDisposable watch = client.Uploads.Watch(id, Fast).Subscribe();

        Assert.Equal([202, 202, 202, 202], await answers);
    }
}
