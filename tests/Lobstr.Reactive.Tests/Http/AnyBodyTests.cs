using System.Text;
using System.Text.Json;
using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>Whatever a body is made of, it is a status or a <see cref="LobstrProtocolException"/>, and nothing else.</summary>
public class AnyBodyTests
{
    private const string Id = "up-1";

    private static readonly Gen<byte[]> Piece = Gen.Frequency(
        (20, Gen.OneOfConst(
            "{", "}", "[", "]", ":", ",", "\"", "\\", " ", "\n", "null", "true", "0", "-0", "8", "8.0", "1e999", "9223372036854775808", "/*", "//",
            "\"state\":", "\"state\":\"SUCCESS\"", "\"state\":\"\"", "\"state\":null", "\"state\":\"\\ud800\"", "\"st\\u0061te\":\"pending\"",
            "\"id\":\"up-1\"", "\"id\":\"UP1\"", "\"id\":\"up-2\"", "\"id\":7", "\"id\":\"\\udc00\"", "\"id\":null",
            "\"meta\":{", "\"meta\":null", "\"meta\":[]", "\"valid\":1", "\"inserted\":1.5", "\"duplicates\":\"2\"", "\"invalid\":{}", "\"meta.valid\":3", "\"\\ud800\":1",
            "{\"state\":\"PROGRESS\",", "\uFEFF").Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Byte.Array[1, 3]));

    private static readonly Gen<byte[]> Pieces = Piece.Array[0, 14].Select(pieces => pieces.SelectMany(piece => piece).ToArray());

    // A good body with a few bytes that are not as they were.
    private static readonly Gen<byte[]> Damaged = Gen.Select(Gen.Int[0, 400], Gen.Byte).Array[0, 4].Select(changes =>
    {
        byte[] body = Encoding.UTF8.GetBytes(ClientRun.Success);
        foreach ((int place, byte value) in changes)
            body[place % body.Length] = value;
        return body;
    });

    [Fact]
    public void It_is_a_status_that_stands_there_or_a_protocol_fault() =>
        Gen.OneOf(Pieces, Damaged).Sample(
            body =>
            {
                UploadStatus status;
                try
                {
                    status = UploadStatusJson.Read(body, Id, last: null);
                }
                catch (LobstrProtocolException)
                {
                    return;
                }

                Assert.Equal(Id, status.Id);
                // Read by somebody else: it is JSON, and says so.
                using JsonDocument document = JsonDocument.Parse(body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? body.AsMemory(3) : body);
                Assert.Equal(StateOf(document.RootElement), status.RawState);
                Assert.NotEmpty(status.RawState);
            },
            iter: 20_000,
            print: body => $"{Encoding.Latin1.GetString(body)} = {Convert.ToHexString(body)}");

    [Theory]
    [InlineData("{\"state\":\"PENDING\",\"more\":\"", "x", "\"}")]
    [InlineData("{\"state\":\"", "\\u0041", "\"}")]
    [InlineData("{\"state\":\"PENDING\",\"id\":\"up", "-", "1\"}")]
    [InlineData("{\"state\":\"PENDING\",\"meta\":{", "\"valid\":1,", "\"valid\":1}}")]
    [InlineData("{", "\"state\":\"STARTED\",", "\"state\":\"STARTED\"}")]
    [InlineData("", "[", "")]
    [InlineData("{\"state\":\"PENDING\",\"more\":", "{\"a\":", "")]
    public void Twice_the_body_is_no_more_than_twice_the_memory(string head, string middle, string tail)
    {
        byte[] body = Repeated(20_000);
        byte[] twice = Repeated(40_000);
        // A twentieth more, for each collection counts what is left of the thread's share of the heap; four times would be quadratic.
        Assert.InRange(LeastBytesOf(twice), 0, (LeastBytesOf(body) * 2.1) + 8192);

        byte[] Repeated(int times) => Encoding.UTF8.GetBytes(head + string.Concat(Enumerable.Repeat(middle, times)) + tail);
    }

    // The last one counts, as everywhere.
    private static string? StateOf(JsonElement body) =>
        body.EnumerateObject().LastOrDefault(property => IsNamed(property, "state")).Value.GetString();

    // Not GetProperty, which throws where another name cannot be decoded.
    private static bool IsNamed(JsonProperty property, string name)
    {
        try
        {
            return property.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // Buffers come from pools, which a collection in between may have emptied: the least of a few readings is what the body itself costs.
    private static long LeastBytesOf(byte[] body) => Enumerable.Range(0, 5).Min(_ => BytesOf(body));

    private static long BytesOf(byte[] body)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            _ = UploadStatusJson.Read(body, Id, last: null);
        }
        catch (LobstrProtocolException)
        {
            // The memory is the point.
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
