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

    /// <summary>Whether the connection breaks in the middle of the body.</summary>
    public bool Truncated { get; init; }

    public static Answer OfText(HttpStatusCode statusCode, string body) => new(statusCode, Encoding.UTF8.GetBytes(body));

    /// <summary>Makes a response of its own for each request.</summary>
    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        HttpContent content = Truncated ? new TruncatedContent(Body) : new ReadOnlyMemoryContent(Body);
        if (ContentType is null) content.Headers.ContentType = Json;
        else content.Headers.TryAddWithoutValidation("Content-Type", ContentType);
        return new HttpResponseMessage(StatusCode) { Content = content, RequestMessage = request };
    }
}
