using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary>A body that is read as it is sent, however large; all of it, or what a cut leaves.</summary>
internal sealed class StreamedContent(Func<Stream> open, long length, BodyCut? cut) : HttpContent
{
    private const int BufferSize = 80 * 1024;

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(new CutStream(open(), length, cut));

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        CopyAsync(stream, CancellationToken.None);

#if NET
    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        CopyAsync(stream, cancellationToken);
#endif

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    private async Task CopyAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var body = new CutStream(open(), length, cut);
        await body.CopyToAsync(stream, BufferSize, cancellationToken).ConfigureAwait(false);
    }
}
