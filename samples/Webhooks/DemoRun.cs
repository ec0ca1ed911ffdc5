using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Webhooks;

/// <summary>What the run of the demo goes through.</summary>
internal static class DemoRun
{
    public static RunScript Script { get; } = RunScript
        .Pending(TimeSpan.FromSeconds(1))
        .Running(TimeSpan.FromSeconds(4), results: 20)
        .Paused(TimeSpan.FromSeconds(2), "no_account_available", "No account is free.")
        .Running(TimeSpan.FromSeconds(4), results: 20)
        .Succeeds();
}
