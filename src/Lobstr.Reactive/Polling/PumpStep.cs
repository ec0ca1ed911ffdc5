namespace Lobstr.Reactive;

/// <summary>What a pump does next, with the gate open.</summary>
/// <param name="What">An errand, a sending, an alarm to be set, or a timer to be disposed of; null: nothing.</param>
/// <param name="Setting">What the alarm is set to.</param>
internal readonly record struct PumpStep(object? What, AlarmSetting Setting = default)
{
    /// <summary>Whether it is known already that nothing follows.</summary>
    public bool IsLast { get; init; }
}
