namespace Lobstr.Reactive;

/// <summary>Something that was decided with the lock held and is executed without it, for it calls what is not ours.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Target">Whom or what it is done to; its type goes with the kind.</param>
/// <param name="Error">Why somebody is rejected.</param>
internal readonly record struct Effect(EffectKind Kind, object? Target = null, Exception? Error = null)
{
    public static Effect Send(InFlightRequest request) => new(EffectKind.Send, request);

    public static Effect Notify(INotificationTarget target) => new(EffectKind.Notify, target);

    public static Effect Reject(INotificationTarget target, Exception error) => new(EffectKind.Reject, target, error);

    public static Effect Cancel(CancellationTokenSource cancellation) => new(EffectKind.Cancel, cancellation);

    public static Effect Publish(Func<DateTimeOffset, LobstrEvent> happened) => new(EffectKind.Publish, happened);

    public static Effect Share(Action call) => new(EffectKind.Share, call);

    public static Effect SetTimer(SchedulerTimer timer) => new(EffectKind.SetTimer, timer);

    public static Effect DisposeTimer(IDisposable timer) => new(EffectKind.DisposeTimer, timer);
}
