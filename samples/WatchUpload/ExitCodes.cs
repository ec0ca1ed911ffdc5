namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>What the program tells the shell that started it.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The upload failed or is not known, or the watch ended without an answer.</summary>
    public const int Failed = 1;

    /// <summary>The arguments or the API key cannot be used: nothing was asked.</summary>
    public const int Usage = 2;

    /// <summary>What shells report for a program that SIGINT ended: 128 + 2.</summary>
    public const int Interrupted = 130;
}
