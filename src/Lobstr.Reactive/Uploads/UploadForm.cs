using System.Net.Http.Headers;

namespace Lobstr.Reactive;

/// <summary>The form that <c>POST tasks/upload</c> takes: the squid, then the file.</summary>
internal static class UploadForm
{
    public static MultipartFormDataContent Create(string squid, string fileName, TaskFileContent file)
    {
        var form = new MultipartFormDataContent();
        var squidField = new StringContent(squid);
        squidField.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"squid\"" };
        squidField.Headers.ContentType = null;
        form.Add(squidField);
        // Quoted as browsers do it: not every server reads bare names.
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileName = Quote(fileName) };
        form.Add(file);
        return form;
    }

    // The header takes ASCII without quotes and controls; what a file is called matters for its extension only.
    private static string Quote(string fileName) =>
        $"\"{string.Concat(fileName.Select(c => c is >= ' ' and <= '~' and not ('"' or '\\') ? c : '_'))}\"";
}
