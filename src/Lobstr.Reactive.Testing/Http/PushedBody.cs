using System.IO.Pipelines;

namespace Lobstr.Reactive.Testing;

/// <summary>The body of a request as it arrives at a server: written by its sender piece by piece, and no faster than it is read.</summary>
/// <remarks>
/// Asked for a stream instead, most contents fill a buffer with all of themselves first: what a sender does in the meantime, and
/// how it is stopped, would be nothing like what happens over a socket. All continuations run where the data comes from, so
/// that virtual time is not lost.
/// </remarks>
internal sealed class PushedBody : IAsyncDisposable
{
    private static readonly PipeOptions InlineOptions = new(
        readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false);

    private readonly Pipe _pipe = new(InlineOptions);
    private readonly CancellationTokenSource _sending;
    private readonly Task _sent;

    public PushedBody(HttpContent content, CancellationToken cancellationToken)
    {
        _sending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Stream = _pipe.Reader.AsStream();
        _sent = SendAsync(content, _sending.Token);
    }

    /// <summary>What has been sent. It fails if the sender does.</summary>
    public Stream Stream { get; }

    /// <summary>
    /// Stops the sender, who may not be through: the service can answer before it has read everything. Ends when nobody reads the
    /// content any more.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // Before the reader goes: a sender who only lost that would write all the rest to nobody.
            if (!_sent.IsCompleted) Inline.Run(static sending => sending.Cancel(), _sending);
        }
        catch (ObjectDisposedException)
        {
            // The sender was through just now.
        }

        await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        await _sent.ConfigureAwait(false);
    }

    private async Task SendAsync(HttpContent content, CancellationToken cancellationToken)
    {
        Exception? fault = null;
        try
        {
            await content.CopyToAsync(_pipe.Writer.AsStream(), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            fault = e;
        }

        _sending.Dispose();
        await _pipe.Writer.CompleteAsync(fault).ConfigureAwait(false);
    }
}
