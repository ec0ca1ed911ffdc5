using System.Net;
using System.Net.Http.Headers;

namespace Lobstr.Reactive;

/// <summary>Copies a file from an address to a stream in as many attempts as it takes: each goes on where the last one broke off.</summary>
internal sealed class FileTransfer(ServiceConnection service, Stream destination, TimeSpan idleTimeout)
{
    private const int BufferSize = 64 * 1024;

    private readonly long _start = destination.CanSeek ? destination.Position : 0;
    private byte[] _buffer = new byte[BufferSize];
    private EntityTagHeaderValue? _tag;
    private long? _length;

    public long Written { get; private set; }

    /// <summary>Whether the stream that is written to failed, which no retry mends.</summary>
    public bool IsDestinationAtFault { get; private set; }

    /// <summary>How long the server of the file, at the last attempt, asked to wait.</summary>
    public TimeSpan? RetryAfter { get; private set; }

    /// <summary>How its server has compressed it, at the last attempt; empty: not at all.</summary>
    public string Encoding { get; private set; } = "";

    // Without the tag of the version that has begun nobody could tell the rest of it from that of another.
    private bool CanResume => Written > 0 && _tag is { IsWeak: false };

    /// <summary>Makes one attempt. It ends with the token, whatever the handlers of the caller's do about that.</summary>
    /// <exception cref="IOException">It broke off.</exception>
    /// <exception cref="HttpRequestException">The network failed, or the server of the file refuses it or is in trouble.</exception>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    public async Task<FileTransferEnd> ContinueAsync(Uri address, CancellationToken cancellationToken)
    {
        RetryAfter = null;
        using var idle = new IdleTimer(service.Clock, idleTimeout, cancellationToken);
        idle.Start();
        try
        {
            using HttpRequestMessage request = CreateRequest(address);
            using HttpResponseMessage response = await service.SendAsync(request, idle.Token)
                .OrCancelled(idle.Token, static late => late.Dispose())
                .ConfigureAwait(false);
            idle.Touch();
            HttpContent content = ResponseContent.Of(response);
            return ClassifyResponse(response, content) ?? await CopyAsync(content, idle, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (idle.IsExpired && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Nothing came from the server of the file for {idleTimeout:c}.");
        }
        catch (OperationCanceledException) when (idle.Refusal is not null && !cancellationToken.IsCancellationRequested)
        {
            throw idle.Refusal;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            throw service.WithMessage(error, cancellationToken);
        }
    }

    private HttpRequestMessage CreateRequest(Uri address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation(
            "Accept-Encoding", service.MayBeDecompressed ? ContentDecoding.IdentityAlone : ContentDecoding.Identity);
        if (CanResume)
        {
            request.Headers.Range = new RangeHeaderValue(Written, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(_tag!);
        }
        return request;
    }

    // How the attempt ends before anything is copied; null if what comes can follow what has been written.
    private FileTransferEnd? ClassifyResponse(HttpResponseMessage response, HttpContent content)
    {
        ContentRangeHeaderValue? range = content.Headers.ContentRange;
        bool isSame = !IsOther(range?.Length, _length) && !IsOther(response.Headers.ETag, _tag);
        Encoding = ContentDecoding.EncodingOf(content);
        switch (response.StatusCode)
        {
            case HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.Gone:
                return FileTransferEnd.Expired;
            case HttpStatusCode.RequestedRangeNotSatisfiable when Written > 0:
                return isSame && Written == (range?.Length ?? _length) ? FileTransferEnd.Whole : FileTransferEnd.Changed;
            case HttpStatusCode.PartialContent when !isSame || !Follows(range, content):
                return FileTransferEnd.Changed;
            case HttpStatusCode.PartialContent:
                _length ??= range!.Length;
                return _length is null ? FileTransferEnd.Endless : null;
        }
        RetryAfter = response.IsSuccessStatusCode ? null : RateLimitHeaders.ReadRetryAfter(response.Headers, service.Clock.Scheduler.Now);
        HttpFault.ThrowIfRefused(response);
        if (!ContentDecoding.CanDecode(content))
            return FileTransferEnd.Unreadable;
        // Of a compressed body neither the length nor the places are the file's.
        bool isFile = Encoding.Length == 0;
        bool isOther = isFile && (!isSame || IsOther(content.Headers.ContentLength, _length));
        if (Written > 0 && (isOther || !TryGoBack()))
            return FileTransferEnd.Changed;
        _tag = isFile ? response.Headers.ETag : null;
        _length = isFile ? content.Headers.ContentLength : null;
        return content.Headers.ContentLength is null && !MarksItsEnd(response) ? FileTransferEnd.Endless : null;
    }

    // A part that is compressed is a part of something else. A handler of the caller's may have decompressed it on the way, but not if
    // its length, or that of the whole, is known: such handlers take it out.
    private bool Follows(ContentRangeHeaderValue? range, HttpContent content)
    {
        long? length = content.Headers.ContentLength;
        return Encoding.Length == 0
            && range?.From == Written
            && !IsOther(length, range.To - range.From + 1)
            && (!service.MayBeDecompressed || (length ?? _length) is not null);
    }

    private static bool IsOther<T>(T? one, T? other) => one is not null && other is not null && !one.Equals(other);

    // Chunks, and the frames of HTTP/2, say which one is the last.
    private static bool MarksItsEnd(HttpResponseMessage response) =>
        response.Headers.TransferEncodingChunked is true || response.Version.Major >= 2;

    // The whole file comes once more: it can be had again from the start, if the stream can go back there.
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
        Stream body = await content.ReadAsStreamAsync(idle.Token)
            .OrCancelled(idle.Token, static late => late.Dispose())
            .ConfigureAwait(false);
        using DecodedFile? decoded = Encoding.Length > 0 ? new DecodedFile(content, body) : null;
        int read;
        while ((read = await ReadAsync(decoded?.Content ?? body, idle).ConfigureAwait(false)) > 0)
        {
            // Whoever is slow to take it does not make the server slow.
            idle.Pause();
            IsDestinationAtFault = true;
            await destination.WriteAsync(_buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            IsDestinationAtFault = false;
            Written += read;
            idle.Touch();
        }
        if (decoded is not null)
            await decoded.CheckEndAsync(Written, rest => ReadAsync(rest, idle)).ConfigureAwait(false);
        return _length is null || Written == _length
            ? FileTransferEnd.Whole
            : throw new IOException($"The file has {_length} bytes, but {Written} came.");
    }

    private async ValueTask<int> ReadAsync(Stream body, IdleTimer idle)
    {
        try
        {
            return await body.ReadAsync(_buffer, idle.Token).OrCancelled(idle.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (idle.Token.IsCancellationRequested)
        {
            // A read that ignores the token may still fill it.
            _buffer = new byte[BufferSize];
            throw;
        }
        catch (Exception error) when (ContentDecoding.IsCorruptData(error))
        {
            throw new IOException("What came cannot be decompressed: it was damaged on the way.", error);
        }
    }
}
