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

    // Without the tag of the version that has begun nobody could tell the rest of it from that of another.
    private bool CanResume => Written > 0 && _tag is { IsWeak: false };

    /// <summary>Makes one attempt.</summary>
    /// <exception cref="IOException">It broke off.</exception>
    /// <exception cref="HttpRequestException">The network failed, or the server of the file refuses it or is in trouble.</exception>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    public async Task<FileTransferEnd> ContinueAsync(Uri address, CancellationToken cancellationToken)
    {
        using var idle = new IdleTimer(service.Clock, idleTimeout, cancellationToken);
        idle.Start();
        try
        {
            using HttpRequestMessage request = CreateRequest(address);
            using HttpResponseMessage response = await service.SendAsync(request, idle.Token).ConfigureAwait(false);
            idle.Touch();
            return Judge(response) ?? await CopyAsync(ResponseContent.Of(response), idle, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (idle.IsExpired && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing came from the server of the file for {idleTimeout:c}.");
        }
    }

    private HttpRequestMessage CreateRequest(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        // Places in a compressed body are no places in the file.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (CanResume)
        {
            request.Headers.Range = new RangeHeaderValue(Written, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(_tag!);
        }
        return request;
    }

    // How the attempt ends before anything is copied; null where what comes can follow what has been written.
    private FileTransferEnd? Judge(HttpResponseMessage response)
    {
        ContentRangeHeaderValue? range = ResponseContent.Of(response).Headers.ContentRange;
        switch (response.StatusCode)
        {
            case HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.Gone:
                return FileTransferEnd.Expired;
            case HttpStatusCode.RequestedRangeNotSatisfiable when Written > 0:
                return Written == (range?.Length ?? _length) ? FileTransferEnd.Whole : FileTransferEnd.Changed;
            case HttpStatusCode.PartialContent when range?.From != Written || IsOther(range.Length, _length) || IsOther(response.Headers.ETag, _tag):
                return FileTransferEnd.Changed;
            case HttpStatusCode.PartialContent:
                _length ??= range.Length;
                return _length is null ? FileTransferEnd.Endless : null;
        }
        HttpFault.ThrowIfRefused(response);
        if (Written > 0 && !TryGoBack())
            return FileTransferEnd.Changed;
        _tag = response.Headers.ETag;
        _length = ResponseContent.Of(response).Headers.ContentLength;
        return _length is null && !MarksItsEnd(response) ? FileTransferEnd.Endless : null;
    }

    private static bool IsOther<T>(T? one, T? other) => one is not null && other is not null && !one.Equals(other);

    // Chunks, and the frames of HTTP/2, say which one is the last.
    private static bool MarksItsEnd(HttpResponseMessage response) =>
        response.Headers.TransferEncodingChunked is true || response.Version.Major >= 2;

    // The whole file comes once more: it can be had again from the start, where the stream can go back there.
    private bool TryGoBack()
    {
        if (!destination.CanSeek)
            return false;
        IsDestinationAtFault = true;
        destination.Position = _start;
        destination.SetLength(_start);
        IsDestinationAtFault = false;
        Written = 0;
        return true;
    }

    private async Task<FileTransferEnd> CopyAsync(HttpContent content, IdleTimer idle, CancellationToken cancellationToken)
    {
        Stream body = await content.ReadAsStreamAsync(idle.Token).ConfigureAwait(false);
        int read;
        while ((read = await body.ReadAsync(_buffer, idle.Token).ConfigureAwait(false)) > 0)
        {
            // Whoever is slow to take it does not make the server slow.
            idle.Pause();
            IsDestinationAtFault = true;
            await destination.WriteAsync(_buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            IsDestinationAtFault = false;
            Written += read;
            idle.Touch();
        }
        return _length is null || Written == _length
            ? FileTransferEnd.Whole
            : throw new IOException($"The file has {_length} bytes, but only {Written} came.");
    }
}
