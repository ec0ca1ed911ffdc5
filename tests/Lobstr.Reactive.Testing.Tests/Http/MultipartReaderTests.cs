using System.Text;
using CsCheck;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class MultipartReaderTests
{
    // Bytes of which boundaries are made, so that almost-boundaries abound.
    private static readonly Gen<byte[]> Part = Gen.Char["\r\n-xy"].Array[0, 40].Select(characters => Encoding.ASCII.GetBytes(characters));

    [Fact]
    public void Parts_come_out_as_they_went_in_however_the_body_arrives() => Gen.Select(Part.Array[1, 4], Gen.Int[1, 50], Gen.Int[1, 50]).Sample(
        (parts, arriving, reading) =>
        {
            if (parts.Any(part => part.AsSpan().IndexOf("\r\n--xy"u8) >= 0)) return;

            using var form = new MultipartFormDataContent("xy");
            for (int i = 0; i < parts.Length; i++) form.Add(new ByteArrayContent(parts[i]), $"part{i}", $"file{i}");
            using Stream body = new PiecewiseStream(form.ReadAsByteArrayAsync().GetAwaiter().GetResult(), arriving);
            Assert.Equal(parts, ReadAll(new MultipartReader(body, "xy"), reading));
        });

    [Fact]
    public void A_part_that_is_not_read_is_skipped()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[200_000]), "large" }, { new StringContent("1"), "small" } };
        string boundary = form.Headers.ContentType!.Parameters.Single().Value!.Trim('"');
        var reader = new MultipartReader(form.ReadAsStream(), boundary);

        Assert.Equal("large", Next(reader)?.Name);
        Assert.Equal("small", Next(reader)?.Name);
        Assert.Null(Next(reader));
    }

    [Fact]
    public void The_head_of_a_part_is_read()
    {
        using var file = new StringContent("");
        file.Headers.ContentType = new("text/csv");
        using var form = new MultipartFormDataContent("b") { { file, "file", "tâches.csv" } };

        Assert.Equal(new MultipartPart("file", "tâches.csv", "text/csv"), Next(new MultipartReader(form.ReadAsStream(), "b")));
    }

    [Fact]
    public void A_head_as_curl_writes_it_is_read()
    {
        byte[] body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"tâches.csv\"\r\nContent-Type: text/csv\r\n\r\n\r\n--b--"u8.ToArray();
        var reader = new MultipartReader(new MemoryStream(body), "b");

        Assert.Equal(new MultipartPart("file", "tâches.csv", "text/csv"), Next(reader));
        Assert.Null(Next(reader));
    }

    private static List<byte[]> ReadAll(MultipartReader reader, int length)
    {
        var parts = new List<byte[]>();
        while (Next(reader) is { } part)
        {
            Assert.Equal($"part{parts.Count}", part.Name);
            using var content = new MemoryStream();
            byte[] buffer = new byte[length];
            while (reader.ReadAsync(buffer, CancellationToken.None).AsTask().GetAwaiter().GetResult() is > 0 and var count) content.Write(buffer, 0, count);
            parts.Add(content.ToArray());
        }

        return parts;
    }

    private static MultipartPart? Next(MultipartReader reader) => reader.NextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();

    /// <summary>Delivers so many bytes at a time.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int length) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, length)], cancellationToken);
    }
}
