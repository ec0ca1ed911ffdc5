using System.Net.Http.Headers;
using System.Text;

namespace Lobstr.Reactive.Testing;

/// <summary>The fields <c>squid</c> and <c>file</c> of <c>POST tasks/upload</c>, in whichever order.</summary>
internal sealed record UploadForm(string Squid, TaskFileContent File)
{
    private const int MaxSquidBytes = 256;

    /// <exception cref="BadUploadException">The request is not one that the service takes.</exception>
    public static async Task<UploadForm> ReadAsync(
        HttpContent? content, LobstrSimulatorOptions options, CancellationToken cancellationToken)
    {
        if (content is null || BoundaryOf(content.Headers.ContentType) is not { } boundary)
            throw new BadUploadException("The body must be multipart/form-data with squid and file.", "ParamsInvalid", "Content-Type");

        var body = new PushedBody(content, cancellationToken);
        await using (body.ConfigureAwait(false))
        {
            return await ReadAsync(body.Stream, boundary, options, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<UploadForm> ReadAsync(
        Stream body, string boundary, LobstrSimulatorOptions options, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(body, boundary);
        string? squid = null;
        TaskFileContent? file = null;
        try
        {
            while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is { } part)
            {
                if (part.Name == "squid") squid = await ReadSquidAsync(reader, cancellationToken).ConfigureAwait(false);
                else if (part.Name == "file") file = await ReadFileAsync(reader, part, options, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (InvalidDataException e)
        {
            throw new BadUploadException(e.Message, "ParamsInvalid", "Content-Type");
        }

        return new UploadForm(squid ?? throw Missing("squid"), file ?? throw Missing("file"));
    }

    private static string? BoundaryOf(MediaTypeHeaderValue? type) =>
        type?.MediaType?.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true
            ? type.Parameters.FirstOrDefault(p => p.Name.Equals("boundary", StringComparison.OrdinalIgnoreCase))?.Value?.Trim('"')
            : null;

    private static async Task<string> ReadSquidAsync(MultipartReader reader, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[MaxSquidBytes];
        int length = 0;
        while (length < bytes.Length
            && await reader.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            length += count;
        }

        string squid = Encoding.UTF8.GetString(bytes, 0, length);
        if (squid.Length == 0) throw Missing("squid");
        return length < bytes.Length && Ids.IsValid(squid)
            ? squid
            : throw new BadUploadException("The parameter squid is not an id.", "ParamsInvalid", "squid");
    }

    private static async Task<TaskFileContent> ReadFileAsync(
        MultipartReader reader, MultipartPart part, LobstrSimulatorOptions options, CancellationToken cancellationToken)
    {
        if (part.FileName is not { Length: > 0 } name) throw Missing("file");
        if (DelimiterOf(name, part.ContentType) is not { } delimiter)
            throw new BadUploadException("The file must be CSV or TSV, and its part of the type text/csv or text/tab-separated-values.", "ParamsInvalid", "file");

        var file = new TaskFileReader(name, delimiter, options.KeptRows);
        byte[] bytes = new byte[32 * 1024];
        long length = 0;
        while (await reader.ReadAsync(bytes, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            if ((length += count) > options.MaxFileBytes)
            {
                throw new BadUploadException(
                    $"The file is larger than {options.MaxFileBytes} bytes.", "FileSizeLimitExceeded", "file");
            }

            file.Read(bytes.AsSpan(0, count));
        }

        return length > 0 ? file.End() : throw new BadUploadException("The submitted file is empty.", "ParamsInvalid", "file");
    }

    // A type that says nothing is refused, whatever the name says; else the name's extension decides, and the type if it says nothing.
    private static char? DelimiterOf(string fileName, string? contentType) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        _ when contentType?.StartsWith("application/octet-stream", StringComparison.OrdinalIgnoreCase) == true => null,
        ".csv" => ',',
        ".tsv" or ".tab" => '\t',
        _ when contentType?.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase) == true => ',',
        _ when contentType?.StartsWith("text/tab-separated-values", StringComparison.OrdinalIgnoreCase) == true => '\t',
        _ => null,
    };

    private static BadUploadException Missing(string param) =>
        new($"A required parameter {param} is missing from the route.", "ParamsNeeded", param);
}
