namespace Lobstr.Reactive;

/// <summary>What is executed next, without the lock.</summary>
/// <param name="Effect">What.</param>
/// <param name="Change">What a timer is set to.</param>
/// <param name="IsLast">Whether it is known already that nothing follows.</param>
internal readonly record struct NextStep(Effect Effect, TimerChange Change = default, bool IsLast = false);
