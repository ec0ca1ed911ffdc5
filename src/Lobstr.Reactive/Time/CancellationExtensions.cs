namespace Lobstr.Reactive;

/// <summary>Cancels for somebody who is not to blame for what a callback does.</summary>
internal static class CancellationExtensions
{
    /// <summary>Cancels. What callbacks throw is theirs.</summary>
    public static void CancelQuietly(this CancellationTokenSource cancellation)
    {
        try
        {
            cancellation.Cancel();
        }
        catch (AggregateException)
        {
            // A callback of the user's threw; whoever disposes is not to blame.
        }
    }
}
