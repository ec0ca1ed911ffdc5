namespace Lobstr.Reactive;

/// <summary>The names of the states, as the service writes them.</summary>
internal static class UploadStates
{
    public static string NameOf(UploadState state) => state switch
    {
        UploadState.Pending => "PENDING",
        UploadState.Progress => "PROGRESS",
        UploadState.Success => "SUCCESS",
        UploadState.Failure => "FAILURE",
        _ => "UNKNOWN",
    };

    public static UploadState Parse(ReadOnlySpan<char> name) =>
        Is(name, UploadState.Pending) ? UploadState.Pending
        : Is(name, UploadState.Progress) ? UploadState.Progress
        : Is(name, UploadState.Success) ? UploadState.Success
        : Is(name, UploadState.Failure) ? UploadState.Failure
        : UploadState.Unknown;

    private static bool Is(ReadOnlySpan<char> name, UploadState state) =>
        name.Equals(NameOf(state), StringComparison.OrdinalIgnoreCase);
}
