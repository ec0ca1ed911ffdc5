using System;
using Lobstr.Reactive;

/// <summary>Compiled against the assembly for .NET Standard, run with the newest one.</summary>
public static class Settings
{
    public static WatchOptions Patient { get; } = new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(2)), Timeout = TimeSpan.FromHours(1) };
}
