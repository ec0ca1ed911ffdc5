namespace Lobstr.Reactive;

/// <summary>A change of a timer that has been decided and is yet to be made.</summary>
/// <param name="Version">Which one it is; 0 if the timer is only stopped.</param>
/// <param name="Delay">After which it fires.</param>
/// <param name="Replaced">The timer that is no longer needed.</param>
internal readonly record struct TimerChange(long Version, TimeSpan Delay, IDisposable? Replaced);
