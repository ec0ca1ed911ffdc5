using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary>Promises the whole body, delivers half of it and then breaks, as a connection does.</summary>
internal sealed class TruncatedContent(ReadOnlyMemory<byte> body) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(body[..(body.Length / 2)]).ConfigureAwait(false);
        throw Broken();
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        stream.Write(body.Span[..(body.Length / 2)]);
        throw Broken();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }

    private static HttpIOException Broken() => new(HttpRequestError.ResponseEnded, "The simulated connection broke in the middle of the body.");
}
