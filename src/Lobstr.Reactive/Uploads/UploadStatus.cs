namespace Lobstr.Reactive;

/// <summary>The state of an upload, as one answer of the service tells it.</summary>
/// <remarks>Equal by value: a watch emits a status when it differs from the one before.</remarks>
public sealed record UploadStatus
{
    private readonly string? _rawState;

    /// <summary>The upload task id. From the service: the id that was asked for, spelled as it was asked.</summary>
    public required string Id { get; init; }

    /// <summary>Where the upload stands.</summary>
    public required UploadState State { get; init; }

    /// <summary>The state as the service wrote it; default: the upper-case name of <see cref="State"/>.</summary>
    public string RawState
    {
        get => _rawState ?? UploadStates.NameOf(State);
        init => _rawState = value;
    }

    /// <summary>The counts; null until the service has any.</summary>
    public UploadMeta? Meta { get; init; }

    /// <summary>Whether nothing will change any more: <see cref="UploadState.Success"/> or <see cref="UploadState.Failure"/>.</summary>
    public bool IsTerminal => State is UploadState.Success or UploadState.Failure;

    /// <summary>Whether both say the same, a state left to its default and one spelled out alike.</summary>
    /// <param name="other">The other status.</param>
    /// <returns>Whether id, state, raw state and counts are equal.</returns>
    public bool Equals(UploadStatus? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && State == other.State
            && Id == other.Id
            && RawState == other.RawState
            && Meta == other.Meta);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, State, RawState, Meta);
}
