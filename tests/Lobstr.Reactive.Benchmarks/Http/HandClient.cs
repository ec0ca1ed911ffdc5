using System.Net.Http.Headers;
using System.Text.Json;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>Asks for a status as one does by hand: a string, and an object made of it.</summary>
internal sealed class HandClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly bool _ownsHttp;
    private readonly Uri _uri;

    /// <param name="uri">What is asked.</param>
    /// <param name="http">What it asks with; null: a client of its own.</param>
    public HandClient(Uri uri, HttpClient? http = null)
    {
        _ownsHttp = http is null;
        _http = http ?? new HttpClient();
        _uri = uri;
        _http.DefaultRequestHeaders.Authorization ??= new AuthenticationHeaderValue("Token", "key");
    }

    public async Task<UploadStatus> AskAsync(CancellationToken cancellationToken)
    {
        string json = await _http.GetStringAsync(_uri, cancellationToken).ConfigureAwait(false);
        StatusBody body = JsonSerializer.Deserialize<StatusBody>(json, JsonSerializerOptions.Web)!;
        return new UploadStatus { Id = body.Id, State = Enum.Parse<UploadState>(body.State, ignoreCase: true), Meta = body.Meta };
    }

    public void Dispose()
    {
        if (_ownsHttp)
            _http.Dispose();
    }
}
