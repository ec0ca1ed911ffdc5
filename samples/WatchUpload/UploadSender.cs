using System.Net.Http.Headers;
using System.Text.Json;

namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>Sends files of tasks to the service.</summary>
internal sealed class UploadSender(HttpClient http, Uri baseAddress, string apiKey)
{
    /// <summary>Sends a CSV or TSV file to a squid.</summary>
    /// <returns>The id of the upload that this began.</returns>
    /// <exception cref="HttpRequestException">The service did not take the file, or cannot be reached.</exception>
    public async Task<string> SendAsync(string squid, FileInfo file, CancellationToken cancellationToken)
    {
        await using FileStream stream = file.OpenRead();
        using var rows = new StreamContent(stream);
        rows.Headers.ContentType = new MediaTypeHeaderValue(
            file.Extension.ToUpperInvariant() is ".TSV" or ".TAB" ? "text/tab-separated-values" : "text/csv");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(squid), "squid" },
            { rows, "file", file.Name },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(baseAddress, "tasks/upload")) { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Token", apiKey);

        using HttpResponseMessage answer = await http.SendAsync(request, cancellationToken);
        string body = await answer.Content.ReadAsStringAsync(cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{file.Name} was not taken ({(int)answer.StatusCode}): {body}", inner: null, answer.StatusCode);

        using JsonDocument json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("id").GetString()!;
    }
}
