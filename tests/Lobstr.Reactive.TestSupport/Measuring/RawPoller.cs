using System.Net.Http.Headers;
using System.Text.Json;

namespace Lobstr.Reactive.TestSupport;

/// <summary>The floor: asks with an <see cref="HttpClient"/>, reads every token, keeps nothing.</summary>
public sealed class RawPoller : IHttpPoller
{
    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly byte[] _buffer = new byte[4096];
    private readonly Uri _uri;
    private readonly bool _hops;

    /// <param name="uri">What is asked.</param>
    /// <param name="hops">Whether it goes on in the thread pool after each answer, as whatever tells of it on a scheduler does.</param>
    /// <param name="http">What it asks with; null: a client of its own.</param>
    public RawPoller(Uri uri, bool hops, HttpClient? http = null)
    {
        _ownsHttp = http is null;
        _http = http ?? new HttpClient();
        _uri = uri;
        _hops = hops;
        _http.DefaultRequestHeaders.Authorization ??= new AuthenticationHeaderValue("Token", "key");
    }

    public async Task PollAsync(int times)
    {
        for (int i = 0; i < times; i++)
        {
            using HttpResponseMessage response = await _http.GetAsync(_uri).ConfigureAwait(false);
            Stream body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
            ReadTokens(_buffer.AsSpan(0, body.Read(_buffer)));
            if (_hops)
                await Task.Yield();
        }
    }

    public void Dispose()
    {
        if (_ownsHttp)
            _http.Dispose();
    }

    private static void ReadTokens(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
        }
    }
}
