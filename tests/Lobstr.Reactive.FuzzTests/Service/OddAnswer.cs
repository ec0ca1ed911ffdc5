using System.IO.Compression;
using System.Net;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>An answer as no service should give it: any status code, mutated headers, a mutated body, compressed or said to be.</summary>
internal sealed record OddAnswer(int StatusCode, byte[] Headers, byte[] Body, bool IsCompressed)
{
    // The documented ones more often: most of what there is to go wrong is behind a 200.
    private static readonly int[] Codes = [200, 200, 200, 200, 202, 204, 206, 301, 304, 400, 401, 403, 404, 408, 416, 429, 500, 503, 599];

    private static readonly Mutator[] Bodies =
        [.. FuzzTargets.All.Where(target => target is not HeadersTarget).Select(target => target.CreateMutator())];

    private static readonly Mutator HeaderMutator = new HeadersTarget().CreateMutator();

    public static OddAnswer Make(ref CaseRandom random)
    {
        int code = random.OneOf(Codes);
        byte[] headers = random.OneIn(3) ? [] : HeaderMutator.Make(ref random);
        byte[] body = random.OneOf(Bodies).Make(ref random);
        if (!random.OneIn(6))
            return new OddAnswer(code, headers, body, IsCompressed: false);
        byte[] compressed = Compress(body);
        if (compressed.Length > 0 && random.OneIn(2))
            compressed[random.Next(compressed.Length)] ^= (byte)(1 << random.Next(8));
        return new OddAnswer(code, headers, compressed, IsCompressed: true);
    }

    public HttpResponseMessage ToResponse()
    {
        var response = new HttpResponseMessage((HttpStatusCode)StatusCode) { Content = new ByteArrayContent(Body) };
        HeaderLines.AddTo(response, Headers);
        if (IsCompressed)
            response.Content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        return response;
    }

    public override string ToString() =>
        $"{StatusCode}, {(IsCompressed ? "compressed, " : "")}headers {Convert.ToBase64String(Headers)}, body {Convert.ToBase64String(Body)}";

    private static byte[] Compress(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
            gzip.Write(body);
        return compressed.ToArray();
    }
}
