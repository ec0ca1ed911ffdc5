namespace Lobstr.Reactive.Samples.Common;

/// <summary>What a sample tells the shell that started it.</summary>
public static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>An upload did not end as it should.</summary>
    public const int Failed = 1;

    /// <summary>The arguments or the API key cannot be used: nothing was asked.</summary>
    public const int Usage = 2;

    /// <summary>It went well, and brought less than there is or could be.</summary>
    public const int Partial = 3;

    /// <summary>What shells report for a program that SIGINT ended: 128 + 2.</summary>
    public const int Interrupted = 130;
}
