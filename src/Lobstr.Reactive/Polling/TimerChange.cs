namespace Lobstr.Reactive;

/// <summary>A change of an alarm that has been decided and is yet to be made.</summary>
/// <param name="Version">Which one it is; 0 where the alarm is only stopped.</param>
/// <param name="Delay">After which it rings.</param>
/// <param name="Replaced">The timer that is no longer needed.</param>
internal readonly record struct TimerChange(long Version, TimeSpan Delay, IDisposable? Replaced);
