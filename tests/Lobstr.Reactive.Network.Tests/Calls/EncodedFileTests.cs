using System.IO.Compression;
using System.Net;
using System.Text;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>Files that come compressed through real connections, own and with handlers that decompress by themselves.</summary>
public sealed class EncodedFileTests : HostileTest
{
    private const string Head = "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\n";

    private static readonly string File = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i * 7919 % 10007}\n"));
    private static readonly byte[] Gzip = Compress(File);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_heeds_what_is_accepted_sends_the_file(bool isOwn)
    {
        HostileServer files = Serve(async wire =>
        {
            // A server that goes by the book: what is not refused may be used.
            string accepted = Accepted(wire.Head);
            bool mayCompress = accepted.Contains("gzip", StringComparison.Ordinal) && !accepted.Contains("gzip; q=0", StringComparison.Ordinal);
            await (mayCompress ? Say.Body(Gzip, "Content-Encoding: gzip\r\n") : Say.Body(File))(wire);
        });

        Assert.Equal(File, await DownloadAsync(files, isOwn));
        Assert.Contains("identity", Accepted(Assert.Single(files.Requests)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_that_heeds_nothing_is_understood_when_its_end_is_marked(bool isOwn)
    {
        HostileServer files = Serve(Chunked(Gzip));

        Assert.Equal(File, await DownloadAsync(files, isOwn));
    }

    [Fact]
    public async Task A_length_of_what_is_compressed_is_understood_too()
    {
        HostileServer files = Serve(Say.Body(Gzip, "Content-Encoding: gzip\r\nETag: \"v1\"\r\n"));

        Assert.Equal(File, await DownloadAsync(files, isOwn: true));
    }

    [Fact]
    public async Task A_handler_that_hides_the_length_is_named_in_the_error()
    {
        HostileServer files = Serve(Say.Body(Gzip, "Content-Encoding: gzip\r\nETag: \"v1\"\r\n"));

        var error = await ErrorOfAsync<IOException>(() => DownloadAsync(files, isOwn: false));

        Assert.Contains(nameof(SocketsHttpHandler.AutomaticDecompression), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 5_000)]
    [InlineData(false, 1)]
    [InlineData(false, 5_000)]
    public async Task A_file_that_breaks_off_and_comes_again_is_whole(bool isOwn, int missing)
    {
        HostileServer files = Serve(Chunked(Gzip[..^missing], ends: false).AndResets(), Chunked(Gzip));

        Assert.Equal(File, await DownloadAsync(files, isOwn));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_rest_of_one_that_is_compressed_is_not_taken_for_the_rest_of_the_file(bool isOwn)
    {
        const int missing = 5_000;
        byte[] rest = Gzip[^missing..];
        HostileServer files = Serve(
            Chunked(Gzip[..^missing], ends: false).AndResets(),
            async wire =>
            {
                if (wire.Head.Contains("Range:", StringComparison.OrdinalIgnoreCase))
                    await Say.Bytes([.. Encoding.ASCII.GetBytes($"HTTP/1.1 206 Partial\r\nETag: \"v1\"\r\nContent-Encoding: gzip\r\nContent-Range: bytes {Gzip.Length - missing}-{Gzip.Length - 1}/{Gzip.Length}\r\nContent-Length: {missing}\r\n\r\n"), .. rest])(wire);
                else
                    await Chunked(Gzip)(wire);
            });

        // The client's own handler says that it is compressed, and no part is asked for.
        if (isOwn)
            Assert.Equal(File, await DownloadAsync(files, isOwn));
        else
            await ErrorOfAsync<IOException>(() => DownloadAsync(files, isOwn));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rest_in_chunks_is_taken_unless_a_handler_may_have_decompressed_it(bool isOwn)
    {
        HostileServer files = Serve(
            Say.Text($"{Head}Transfer-Encoding: chunked\r\n\r\n64\r\n{File[..100]}").AndResets(),
            Say.Text($"HTTP/1.1 206 Partial\r\nETag: \"v1\"\r\nContent-Range: bytes 100-{File.Length - 1}/{File.Length}\r\nTransfer-Encoding: chunked\r\n\r\n{File.Length - 100:x}\r\n{File[100..]}\r\n0\r\n\r\n"));

        if (isOwn)
            Assert.Equal(File, await DownloadAsync(files, isOwn));
        else
            Assert.Contains("it cannot go on there", (await ErrorOfAsync<IOException>(() => DownloadAsync(files, isOwn))).Message, StringComparison.Ordinal);
    }

    private static Func<Wire, Task> Chunked(byte[] body, bool ends = true) => Say.Bytes(
    [
        .. Encoding.ASCII.GetBytes($"{Head}Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n"),
        .. body,
        .. ends ? "\r\n0\r\n\r\n"u8.ToArray() : [],
    ]);

    private static string Accepted(string head) =>
        head.Split("\r\n").First(line => line.StartsWith("Accept-Encoding:", StringComparison.OrdinalIgnoreCase));

    private static byte[] Compress(string text)
    {
        using var result = new MemoryStream();
        using (var stream = new GZipStream(result, CompressionLevel.Optimal))
            stream.Write(Encoding.ASCII.GetBytes(text));
        return result.ToArray();
    }

    private async Task<string> DownloadAsync(HostileServer files, bool isOwn)
    {
        HostileServer server = Serve(Say.Body($$"""{"status":"done","s3":"{{files.BaseAddress}}file.csv"}"""));
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All });
        LobstrClient client = CreateClient(server.BaseAddress, http: isOwn ? null : http);
        using var destination = new MemoryStream();

        await client.Runs.DownloadAsync(Id, destination, Cancellation);

        return Encoding.ASCII.GetString(destination.ToArray());
    }
}
