using System.IO.Compression;
using System.Net;
using System.Text;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A store may compress what it was asked not to: what is written is the file all the same, or nothing that looks like it.</summary>
public sealed class EncodedFileTests : DownloadTest
{
    private static readonly byte[] Gzip = Encode("gzip", Whole);

    public static TheoryData<string, int> Cuts
    {
        get
        {
            var cuts = new TheoryData<string, int>();
            foreach (string encoding in (string[])["gzip", "deflate", "br"])
            {
                foreach (int missing in (int[])[1, 3, 4, 8, 9, 40, Encode(encoding, Whole).Length - 1, Encode(encoding, Whole).Length])
                {
#if NETSTANDARD_LIBRARY // The checksum of deflate, its last four bytes, is not looked at there.
                    if (encoding == "deflate" && missing <= 4)
                        continue;
#endif
                    cuts.Add(encoding, missing);
                }
            }
            return cuts;
        }
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("X-GZIP", true)]
    [InlineData("deflate", true)]
#if !NETSTANDARD_LIBRARY // There is no Brotli there.
    [InlineData("br", true)]
#endif
    [InlineData("identity", true)]
    [InlineData("gzip", false)]
#if !NETSTANDARD_LIBRARY // There is no Brotli there.
    [InlineData("br", false)]
#endif
    public void The_bytes_are_the_files(string encoding, bool isLengthKnown)
    {
        Serve(encoding, Encode(encoding, Whole), isLengthKnown);
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Single(Transfers);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void A_compressed_file_that_lacks_its_end_is_not_whole(string encoding, int missing)
    {
        // It is as long as it says: the store itself has no more.
        byte[] bytes = Encode(encoding, Whole);
        Serve(encoding, bytes[..^missing], isLengthKnown: missing < bytes.Length);

        Assert.Contains("broke off", Breaks().Message, StringComparison.Ordinal);
        Assert.All(Transfers, transfer => Assert.Null(transfer.Range));
    }

    [Fact]
    public void A_file_that_breaks_off_begins_anew_if_the_stream_can_go_back()
    {
        Destination.Write("before\n"u8);
        Serve("gzip", Gzip, isLengthKnown: true, first: new ShortContent(Gzip[..100], promised: Gzip.Length) { Breaks = true });
        Download();

        Assert.Equal("before\n" + Whole, Downloaded);
        Assert.Equal([null, null], Transfers.Select(transfer => transfer.Range));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_ends_early_without_a_word_begins_anew(bool isInTheFile)
    {
        Serve("gzip", Gzip, isLengthKnown: true, first: new ShortContent(Gzip[..(isInTheFile ? 100 : 12)], promised: Gzip.Length));
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(2, Transfers.Count);
    }

    [Fact]
    public void A_file_that_breaks_off_is_an_error_if_the_stream_cannot_go_back()
    {
        Serve("gzip", Gzip, isLengthKnown: true, first: new ShortContent(Gzip[..^20], promised: Gzip.Length) { Breaks = true });
        using var pipe = new LimitedStream(room: 10_000);

        Assert.Contains("it cannot go on there", Breaks(pipe).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_a_compressed_file_is_no_part_of_the_file()
    {
        Wire.WhenAnswered = answer =>
        {
            if (answer.StatusCode is HttpStatusCode.PartialContent)
                answer.Content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        };
        Simulator.Faults.OnRequest(1, Testing.Fault.BodyBreaksAfter(500), IsTransfer);

        Assert.Contains("broke off after 500 bytes", Breaks().Message, StringComparison.Ordinal);
        Assert.Equal(Whole[..500], Downloaded);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    [InlineData("aws-chunked")]
    public void An_encoding_that_cannot_be_undone_is_an_error_at_once(string encoding)
    {
        Serve(encoding, Gzip, isLengthKnown: true);

        Assert.Contains($"'{encoding}'", Breaks().Message, StringComparison.Ordinal);
        Assert.Single(Transfers);
        Assert.Equal("", Downloaded);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
#if !NETSTANDARD_LIBRARY // There is no Brotli there.
    [InlineData("br")]
#endif
    public void What_is_not_what_it_is_called_is_an_error(string encoding)
    {
        Serve(encoding, Encoding.ASCII.GetBytes(Whole), isLengthKnown: true);

        Assert.IsType<IOException>(Breaks().InnerException);
        Assert.Equal("", Downloaded);
    }

    [Fact]
    public void What_a_handler_on_the_way_cannot_decompress_is_an_error_too()
    {
        Wire.WhenAnswered = answer =>
        {
            if (answer.Content.Headers.ContentLength != 900)
                return;
            answer.Content = new StreamContent(new GZipStream(new MemoryStream(Encoding.ASCII.GetBytes(Whole)), CompressionMode.Decompress));
            answer.Headers.TransferEncodingChunked = true;
        };

        Assert.IsType<IOException>(Breaks().InnerException);
    }

    [Fact]
    public void A_file_whose_end_nobody_marks_is_not_taken()
    {
        Serve("gzip", Gzip, isLengthKnown: false, isChunked: false);

        string message = Breaks().Message;
        Assert.Contains("does not say how long the file is", message, StringComparison.Ordinal);
        Assert.Contains("AutomaticDecompression", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_may_be_called_compressed()
    {
        Serve("gzip", [], isLengthKnown: true);
        Download();

        Assert.Equal("", Downloaded);
    }

    [Fact]
    public void A_handler_that_adds_encodings_of_its_own_finds_them_refused()
    {
        var accepted = new List<string>();
        Wire.WhenSent = request =>
        {
            if (request.RequestUri!.AbsolutePath.StartsWith("/exports/", StringComparison.Ordinal))
                accepted.Add(string.Join(", ", request.Headers.GetValues("Accept-Encoding")));
        };
        Simulator.Faults.OnRequest(1, Testing.Fault.BodyBreaksAfter(500), IsTransfer);
        Download();

        Assert.Equal(2, accepted.Count);
        Assert.All(accepted, encodings => Assert.Equal("identity, gzip; q=0.0, deflate; q=0.0, br; q=0.0", encodings));
    }

    private static byte[] Encode(string encoding, string text)
    {
        using var result = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "deflate" => new ZLibStream(result, CompressionLevel.Optimal),
            "br" => new BrotliStream(result, CompressionLevel.Optimal),
            "identity" => new BufferedStream(result),
            _ => new GZipStream(result, CompressionLevel.Optimal),
        })
            stream.Write(Encoding.ASCII.GetBytes(text));
        return result.ToArray();
    }

    // Whatever is asked for comes whole, in this encoding; the first time something else.
    private void Serve(string encoding, byte[] bytes, bool isLengthKnown, bool isChunked = true, HttpContent? first = null) => Wire.WhenAnswered = answer =>
    {
        if (answer.Content.Headers.ContentType?.MediaType != "text/csv")
            return;
        answer.StatusCode = HttpStatusCode.OK;
        answer.Content = first is not null && Transfers.Count == 1 ? first : new ShortContent(bytes, promised: isLengthKnown ? bytes.Length : null);
        answer.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        answer.Headers.TransferEncodingChunked = isLengthKnown || !isChunked ? null : true;
    };
}
