using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lobstr.Reactive.Hosting;

/// <summary>Writes and reads what is stored of a tracked upload, without reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredContent), TypeInfoPropertyName = "Content")]
internal sealed partial class StoredContentJson : JsonSerializerContext
{
    public static string Write(EntryState state)
    {
        TrackedUpload upload = state.Upload;
        return JsonSerializer.Serialize(
            new StoredContent
            {
                Format = StoredContent.CurrentFormat,
                UploadTaskId = upload.UploadTaskId,
                SquidId = upload.SquidId,
                Label = upload.Label,
                State = upload.State.ToString(),
                StatusId = upload.Status?.Id,
                StatusState = upload.Status?.State.ToString(),
                RawState = upload.Status?.RawState,
                Meta = upload.Status?.Meta,
                Reason = state.Reason,
                HandlerError = state.HandlerError,
                IsHandled = upload.IsHandled,
                CreatedAt = upload.CreatedAt,
                ChangedAt = upload.ChangedAt,
            },
            Default.Content);
    }

    /// <exception cref="JsonException">It is none of ours, or of a newer version of this library.</exception>
    public static EntryState Read(string trackingId, string content)
    {
        StoredContent stored = JsonSerializer.Deserialize(content, Default.Content) ?? throw new JsonException("There is nothing in it.");
        if (stored.Format != StoredContent.CurrentFormat)
            throw new JsonException($"Its format is {stored.Format}, and this version reads {StoredContent.CurrentFormat}.");
        if (!Enum.TryParse(stored.State, out TrackedUploadState state) || !Enum.IsDefined(state))
            throw new JsonException($"Its state is '{stored.State}'.");
        return new EntryState(
            new TrackedUpload
            {
                TrackingId = trackingId,
                UploadTaskId = stored.UploadTaskId,
                SquidId = stored.SquidId,
                Label = stored.Label,
                State = state,
                Status = StatusOf(stored),
                LastError = stored.HandlerError ?? stored.Reason,
                IsHandled = stored.IsHandled,
                CreatedAt = stored.CreatedAt,
                ChangedAt = stored.ChangedAt,
            },
            stored.Reason,
            stored.HandlerError);
    }

    private static UploadStatus? StatusOf(StoredContent stored)
    {
        if (stored.StatusId is null || !Enum.TryParse(stored.StatusState, out UploadState state) || !Enum.IsDefined(state))
            return null;
        var status = new UploadStatus { Id = stored.StatusId, State = state, Meta = stored.Meta };
        return stored.RawState is { } raw ? status with { RawState = raw } : status;
    }
}
