using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary><c>POST tasks/upload</c> and <c>GET tasks/upload/{id}</c>.</summary>
internal sealed class UploadEndpoints(UploadStore uploads, SquidStore squids, SimulatorClock clock, LobstrSimulatorOptions options) : IEndpoints
{
    private const string Collection = "tasks/upload";

    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (path == Collection)
        {
            return message.Method == HttpMethod.Post
                ? new ValueTask<Answer?>(TakeAsync(message.Content, cancellationToken))
                : new ValueTask<Answer?>(Answers.MethodNotAllowed(message.Method, "POST"));
        }

        const string Prefix = Collection + "/";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal) || path.IndexOf('/', Prefix.Length) >= 0) return default;
        if (message.Method != HttpMethod.Get) return new ValueTask<Answer?>(Answers.MethodNotAllowed(message.Method, "GET"));
        return new ValueTask<Answer?>(uploads.Find(path[Prefix.Length..])?.AnswerAt(clock.Elapsed) ?? uploads.Unknown);
    }

    private async Task<Answer?> TakeAsync(HttpContent? content, CancellationToken cancellationToken)
    {
        UploadForm form;
        try
        {
            form = await UploadForm.ReadAsync(content, options, cancellationToken).ConfigureAwait(false);
        }
        catch (BadUploadException e)
        {
            return e.Answer;
        }

        if (!squids.Accepts(form.Squid)) return squids.Unknown;
        ReceivedUpload upload = uploads.Receive(form);
        return Answers.Json(HttpStatusCode.OK, json =>
        {
            json.WriteString("id", upload.Id);
            json.WriteString("object", "task_upload");
        });
    }
}
