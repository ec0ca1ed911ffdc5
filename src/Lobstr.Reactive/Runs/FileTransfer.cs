using System.Net;
using System.Net.Http.Headers;

namespace Lobstr.Reactive;

/// <summary>Copies a file from an address to a stream in as many attempts as it takes: each goes on where the last one broke off.</summary>
internal sealed class FileTransfer(ServiceConnection service, Stream destination, TimeSpan idleTimeout)
{
    private const int BufferSize = 64 * 1024;

    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly long _start = destination.CanSeek ? destination.Position : 0;
    private EntityTagHeaderValue? _tag;
    private long? _length;

    public long Written { get; private set; }

    /// <summary>Whether the stream that is written to failed, which no retry mends.</summary>
    public bool IsDestinationAtFault { get; private set; }

    /// <summary>Makes one attempt.</summary>
    /// <exception cref="IOException">It broke off.</exception>
    /// <exception cref="HttpRequestException">The network failed, or the server of the file is in trouble.</exception>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    public async Task<FileTransferEnd> ContinueAsync(Uri address, CancellationToken cancellationToken)
    {
        using var idle = new IdleTimer(service.Clock, idleTimeout, cancellationToken);
        try
        {
            using HttpRequestMessage request = CreateRequest(address);
            using HttpResponseMessage response = await service.SendAsync(request, idle.Token).ConfigureAwait(false);
            if (response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.Gone)
                return FileTransferEnd.Expired;
            if (response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable && Written > 0)
                return Written == _length ? FileTransferEnd.Whole : FileTransferEnd.Changed;
            response.EnsureSuccessStatusCode();
            if (!TryPrepare(response))
                return FileTransferEnd.Changed;
            await CopyAsync(response.Content, idle).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (idle.IsExpired)
        {
            throw new TimeoutException($"Nothing came from the server of the file for {idleTimeout:c}.");
        }
        return _length is null || Written == _length
            ? FileTransferEnd.Whole
            : throw new IOException($"The file has {_length} bytes, but only {Written} came.");
    }

    private HttpRequestMessage CreateRequest(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        // Places in a compressed body are no places in the file.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (Written > 0)
        {
            request.Headers.Range = new RangeHeaderValue(Written, null);
            if (_tag is { IsWeak: false } tag)
                request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        }
        return request;
    }

    // Whether what comes can follow what has been written.
    private bool TryPrepare(HttpResponseMessage response)
    {
        if (response.StatusCode is HttpStatusCode.PartialContent)
        {
            ContentRangeHeaderValue? range = response.Content.Headers.ContentRange;
            return range?.From == Written && (_length is null || range.Length is null || range.Length == _length);
        }
        if (Written > 0)
        {
            // The whole file once more: it can be had again from the start, where the stream can go back there.
            if (!destination.CanSeek)
                return false;
            destination.Position = _start;
            destination.SetLength(_start);
            Written = 0;
        }
        _tag = response.Headers.ETag;
        _length = response.Content.Headers.ContentLength;
        return true;
    }

    private async Task CopyAsync(HttpContent content, IdleTimer idle)
    {
        Stream body = await content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
        int read;
        while ((read = await body.ReadAsync(_buffer, idle.Token).ConfigureAwait(false)) > 0)
        {
            idle.Touch();
            IsDestinationAtFault = true;
            await destination.WriteAsync(_buffer.AsMemory(0, read), idle.Token).ConfigureAwait(false);
            IsDestinationAtFault = false;
            Written += read;
        }
    }
}
