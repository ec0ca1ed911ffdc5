using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lobstr.Reactive.SpeedTests;

/// <summary>
/// A server on loopback that answers whatever comes with the same bytes and allocates nothing for it. It takes so long that whoever
/// asked waits for the answer, however busy the machine is: reading what is there already allocates less.
/// </summary>
internal sealed class CannedService : IDisposable
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(1);

    private static readonly byte[] Response = Encoding.ASCII.GetBytes(Respond(
        """{"id":"427a7bfc54cf4ce483d83ba23425164b","object":"task_upload","state":"PROGRESS","meta":{"valid":8,"inserted":5,"duplicates":0,"invalid":0}}"""));

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public CannedService()
    {
        _listener.Start();
        BaseAddress = new Uri($"http://{_listener.LocalEndpoint}/v1/");
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public Uri BaseAddress { get; }

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        try
        {
            while (true)
            {
                Socket client = _listener.AcceptSocket();
                new Thread(() => Answer(client)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // The test is over.
        }
    }

    private static void Answer(Socket client)
    {
        using (client)
        {
            client.NoDelay = true;
            // A request is small, and the next one comes after the answer: each of them is one read.
            byte[] buffer = new byte[8192];
            while (client.Receive(buffer) > 0)
            {
                Thread.Sleep(Latency);
                client.Send(Response);
            }
        }
    }

    private static string Respond(string body) => string.Join(
        "\r\n",
        "HTTP/1.1 200 OK",
        "Date: Tue, 24 Nov 2026 14:00:00 GMT",
        "Content-Type: application/json",
        $"Content-Length: {body.Length}",
        "X-RateLimit-Limit: 90",
        "X-RateLimit-Remaining: 89",
        "X-RateLimit-Reset: 1795536000",
        "",
        body);
}
