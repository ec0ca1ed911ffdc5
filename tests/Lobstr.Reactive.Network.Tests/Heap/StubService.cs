using System.Text;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>A service without sockets, which answers at once or never.</summary>
internal sealed class StubService(Tally arrivals) : HttpMessageHandler
{
    private static readonly byte[] Pending = Encoding.ASCII.GetBytes("""{"state":"PENDING","is_done":false}""");

    public bool Hangs { get; set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task<HttpResponseMessage> answer = Hangs
            ? HangAsync(cancellationToken)
            : Task.FromResult(new HttpResponseMessage { Content = new ByteArrayContent(Pending) });
        arrivals.Count();
        return answer;
    }

    private static async Task<HttpResponseMessage> HangAsync(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<HttpResponseMessage>();
        using (cancellationToken.UnsafeRegister(static it => ((TaskCompletionSource<HttpResponseMessage>)it!).TrySetCanceled(), never))
            return await never.Task.ConfigureAwait(false);
    }
}
