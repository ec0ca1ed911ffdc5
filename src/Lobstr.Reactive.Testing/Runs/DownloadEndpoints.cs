using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Lobstr.Reactive.Testing;

/// <summary>The server of the files of results. It knows no keys: who has a signed address may read, from any byte on.</summary>
internal sealed class DownloadEndpoints(RunStore runs, DownloadLinks links, SimulatorClock clock, LobstrSimulatorOptions options) : IEndpoints
{
    private readonly ConcurrentDictionary<string, ExportFile> _ownFiles = new(StringComparer.Ordinal);

    public bool IsOpen(string path) => DownloadLinks.RunOf(path) is not null;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (DownloadLinks.RunOf(path) is not { } runId) return default;
        return new ValueTask<Answer?>(message.Method == HttpMethod.Get
            ? Serve(runId, message)
            : Problem(HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", "The specified method is not allowed against this resource."));
    }

    private Answer Serve(string runId, HttpRequestMessage message)
    {
        TimeSpan now = clock.Elapsed;
        if (message.Headers.NonValidated.Contains("Authorization"))
            return Problem(HttpStatusCode.BadRequest, "InvalidArgument", "Only one way to authenticate is allowed: the signature or the Authorization header.");
        if (links.ProblemOf(runId, new Query(message.RequestUri!.Query), now) is var (code, text))
            return Problem(HttpStatusCode.Forbidden, code, text);
        if (runs.Find(runId) is not { } run || !run.IsExportedAt(now))
            return Problem(HttpStatusCode.NotFound, "NoSuchKey", "The specified key does not exist.");

        ExportFile file = options.Export?.Invoke(run.Start) ?? _ownFiles.GetOrAdd(runId, _ => RowsOf(run, now));
        return Part(file, message.Headers);
    }

    private static Answer Part(ExportFile file, HttpRequestHeaders asked)
    {
        long length = LengthOf(file);
        var range = ByteRange.Of(asked.Range, length);
        bool isSame = asked.IfRange is not { } condition || condition.EntityTag?.ToString() == file.ETag;
        if (range is null || !isSame) return Bytes(HttpStatusCode.OK, file, new ByteRange(0, length));
        if (range.Count > 0)
        {
            return Bytes(HttpStatusCode.PartialContent, file, range) with
            {
                Headers = [new("ETag", file.ETag), new("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {range.From}-{range.From + range.Count - 1}/{length}"))],
            };
        }

        return Problem(HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange", "The requested range is not satisfiable") with
        {
            Headers = [new("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes */{length}"))],
        };
    }

    private static Answer Bytes(HttpStatusCode statusCode, ExportFile file, ByteRange range) => new(statusCode, ReadOnlyMemory<byte>.Empty)
    {
        Headers = [new("ETag", file.ETag), new("Accept-Ranges", "bytes")],
        ContentType = "text/csv",
        OpenLength = range.Count,
        Open = () =>
        {
            Stream stream = file.Open();
            stream.Position = range.From;
            return stream;
        },
    };

    private static long LengthOf(ExportFile file)
    {
        using Stream stream = file.Open();
        return stream.Length;
    }

    private static ExportFile RowsOf(SimulatedRun run, TimeSpan now)
    {
        byte[] csv = Encoding.UTF8.GetBytes(ResultsCsv.Of(run, run.FoundAt(now)));
        string tag = Convert.ToHexStringLower(SHA256.HashData(csv).AsSpan(0, 16));
        return new ExportFile(() => new MemoryStream(csv, writable: false), $"\"{tag}\"");
    }

    private static Answer Problem(HttpStatusCode statusCode, string code, string message) => Answer.OfText(
        statusCode,
        $"""<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{message}</Message></Error>""") with
    {
        ContentType = "application/xml",
    };
}
