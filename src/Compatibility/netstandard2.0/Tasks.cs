namespace Lobstr.Reactive;

/// <summary>What tasks and their cancellation can do since .NET Core 2.0 and .NET 6.</summary>
internal static class Tasks
{
    extension(Task task)
    {
        public bool IsCompletedSuccessfully => task.Status is TaskStatus.RanToCompletion;
    }

    /// <summary>With the execution context of the caller: that of nobody cannot be had here.</summary>
    public static CancellationTokenRegistration UnsafeRegister(
        this CancellationToken token, Action<object?> callback, object? state) =>
        token.Register(callback, state);

    /// <inheritdoc cref="UnsafeRegister(CancellationToken, Action{object?}, object?)"/>
    public static CancellationTokenRegistration UnsafeRegister(
        this CancellationToken token, Action<object?, CancellationToken> callback, object? state) =>
        token.Register(given => callback(given, token), state);

    /// <summary>Waits for a callback that another thread is in: here there is no other way to leave.</summary>
    public static void Unregister(this CancellationTokenRegistration registration) => registration.Dispose();

    /// <summary>Never: each use needs a new one.</summary>
    public static bool TryReset(this CancellationTokenSource source)
    {
        _ = source;
        return false;
    }
}
