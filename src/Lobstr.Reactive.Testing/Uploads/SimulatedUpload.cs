using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary>An upload and its script.</summary>
internal sealed class SimulatedUpload(string id, UploadScript script, TimeSpan begunAt, UploadMeta? countsOfFile)
{
    // One body a step: a poll costs no JSON. Two threads that race make equal ones.
    private readonly Answer?[] _answers = new Answer?[script.Steps.Count];

    public Answer AnswerAt(TimeSpan now)
    {
        int index = script.IndexAt(now - begunAt);
        return _answers[index] ??= AnswerOf(script.Steps[index]);
    }

    /// <summary>How many tasks it has brought its squid: none if it failed; null while it has not ended.</summary>
    public long? InsertedAt(TimeSpan now)
    {
        UploadStep step = script.Steps[script.IndexAt(now - begunAt)];
        return !step.IsFinal ? null : step.IsSuccess ? MetaOf(step)?.Inserted ?? 0 : 0;
    }

    private UploadMeta? MetaOf(UploadStep step) => step.CountsOfFile ? countsOfFile ?? new UploadMeta() : step.Meta;

    private Answer AnswerOf(UploadStep step)
    {
        if (step.State is null) return Answers.UploadNotFound;
        UploadMeta? meta = MetaOf(step);
        return Answers.Json(step.IsFinal ? HttpStatusCode.OK : HttpStatusCode.Accepted, json =>
        {
            json.WriteString("id", id);
            json.WriteString("object", "task_upload");
            json.WriteString("state", step.State);
            if (meta is null)
            {
                json.WriteNull("meta");
                return;
            }

            json.WriteStartObject("meta");
            json.WriteNumber("duplicates", meta.Duplicates);
            json.WriteNumber("inserted", meta.Inserted);
            json.WriteNumber("invalid", meta.Invalid);
            json.WriteNumber("valid", meta.Valid);
            json.WriteEndObject();
        });
    }
}
