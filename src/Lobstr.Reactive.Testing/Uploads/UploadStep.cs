namespace Lobstr.Reactive.Testing;

/// <summary>A stretch of an upload's life during which the service says the same.</summary>
/// <param name="State">The state as the service writes it; null: it knows no such upload.</param>
/// <param name="Start">When it begins, since the upload began.</param>
/// <param name="Meta">The counts.</param>
/// <param name="CountsOfFile">Whether the counts are those of the file, whatever they are.</param>
internal sealed record UploadStep(string? State, TimeSpan Start, UploadMeta? Meta, bool CountsOfFile = false)
{
    /// <summary>Whether the state is final: the service answers 200 then, and 202 before.</summary>
    public bool IsFinal => IsSuccess || string.Equals(State, UploadScript.Failure, StringComparison.OrdinalIgnoreCase);

    public bool IsSuccess => string.Equals(State, UploadScript.Success, StringComparison.OrdinalIgnoreCase);
}
