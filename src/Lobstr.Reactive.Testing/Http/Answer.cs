using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Lobstr.Reactive.Testing;

/// <summary>What the service answers, before it becomes a response.</summary>
internal sealed record Answer(HttpStatusCode StatusCode, ReadOnlyMemory<byte> Body)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Headers besides the content type, the last of a name winning.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Null: JSON.</summary>
    public string? ContentType { get; init; }

    /// <summary>Where the body ends too early; null: it comes whole.</summary>
    public BodyCut? Cut { get; init; }

    /// <summary>A body that is too large to keep, instead of <see cref="Body"/>: opens it where it is to begin.</summary>
    public Func<Stream>? Open { get; init; }

    /// <summary>How much of <see cref="Open"/> is the body.</summary>
    public long OpenLength { get; init; }

    public static Answer OfText(HttpStatusCode statusCode, string body) => new(statusCode, Encoding.UTF8.GetBytes(body));

    /// <summary>Makes a response of its own for each request.</summary>
    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        HttpContent content = Open is null && Cut is null
            ? new ReadOnlyMemoryContent(Body)
            : new StreamedContent(Open ?? OpenBody, Open is null ? Body.Length : OpenLength, Cut);
        if (ContentType is null) content.Headers.ContentType = Json;
        else content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return new HttpResponseMessage(StatusCode) { Content = content, RequestMessage = request };
    }

    private MemoryStream OpenBody() => new(Body.ToArray(), writable: false);
}
