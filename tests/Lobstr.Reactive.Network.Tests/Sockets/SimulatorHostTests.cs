using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Network.Tests;

public sealed class SimulatorHostTests : SocketTest
{
    [Fact]
    public async Task Status_headers_and_body_come_through_as_the_simulator_says_them()
    {
        Simulator.AddUpload("1", UploadScript.StaysInProgress());
        using HttpResponseMessage answer = await Http.GetAsync(new Uri("tasks/upload/1", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("""{"id":"1","object":"task_upload","state":"PROGRESS","meta":null}""", await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(["89"], answer.Headers.GetValues("X-RateLimit-Remaining"));
        Assert.Equal(64, answer.Content.Headers.ContentLength);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(Simulator.Now.Date, answer.Headers.Date?.Date);
    }

    [Fact]
    public async Task Method_path_and_query_arrive_as_they_were_sent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, new Uri("nowhere/a%20b?page=1&limit=%C3%A9", UriKind.Relative));
        using HttpResponseMessage answer = await Http.SendAsync(request, Cancellation);

        Assert.Equal("DELETE nowhere/a%20b?page=1&limit=%C3%A9", Simulator.Requests.Select(it => $"{it.Method} {it.Path}{it.Query}").Single());
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_path_outside_the_service_is_a_404_that_the_simulator_never_sees()
    {
        using HttpResponseMessage answer = await Http.GetAsync(new Uri("/v2/me", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(0, Simulator.RequestCount);
    }

    [Fact]
    public async Task A_file_larger_than_servers_take_by_default_is_taken_and_counted()
    {
        using var file = new MemoryStream();
        using (var writer = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true))
        {
            await writer.WriteLineAsync("n,padding");
            for (int i = 0; i < 400_000; i++) await writer.WriteLineAsync($"{i % 300_000},{"".PadLeft(80, '-')}");
        }

        // Kestrel's own limit is 30 MB.
        Assert.True(file.Length > 30_000_000);
        file.Position = 0;

        await UploadAsync(new StreamContent(file));

        Assert.Equal(new UploadMeta { Valid = 400_000, Inserted = 300_000, Duplicates = 100_000 }, Simulator.Uploads[0].Meta);
    }

    [Fact]
    public async Task A_client_that_breaks_off_while_sending_leaves_no_upload()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, Host.BaseAddress.Port, Cancellation);
        string head = $"POST /v1/tasks/upload HTTP/1.1\r\nHost: x\r\nAuthorization: Token {Simulator.ApiKey}\r\n"
            + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n--b\r\nContent-Disposition: form-data; name=squid\r\n\r\n1";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Cancellation);
        while (Simulator.RequestCount == 0) await YieldAsync();
        socket.Close();

        SimulatedRequest request = Simulator.Requests[0];
        while (request.Outcome == RequestOutcome.UnderWay) await YieldAsync();

        Assert.Null(request.StatusCode);
        Assert.Empty(Simulator.Uploads);
    }

    [Fact]
    public async Task A_file_that_comes_in_chunks_is_taken()
    {
        using var file = new StringContent("n\n1\n2\n");
        using var form = new MultipartFormDataContent { { new StringContent(Squid), "squid" }, { file, "file", "a.csv" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("tasks/upload", UriKind.Relative)) { Content = form };
        request.Headers.TransferEncodingChunked = true;
        using HttpResponseMessage answer = await Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, Simulator.Uploads[0].Meta.Inserted);
    }

    [Fact]
    public async Task Stopping_cuts_off_what_hangs()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Simulator.Faults.Always(Fault.Hang, where: _ => arrived.TrySetResult());
        Task<HttpResponseMessage> answer = Http.GetAsync(new Uri("me", UriKind.Relative), Cancellation);
        await arrived.Task.WaitAsync(Cancellation);

        await Host.DisposeAsync().AsTask().WaitAsync(Cancellation);

        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => SimulatorHost.StartAsync(Simulator, Host.BaseAddress.Port, Cancellation));

        Assert.Contains("address already in use", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Only_this_machine_is_listened_to()
    {
        IPEndPoint listener = Assert.Single(
            IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners(), endpoint => endpoint.Port == Host.BaseAddress.Port);

        Assert.Equal(IPAddress.Loopback, listener.Address);
        Assert.Equal(new Uri($"http://127.0.0.1:{listener.Port}/v1/"), Host.BaseAddress);
    }
}
