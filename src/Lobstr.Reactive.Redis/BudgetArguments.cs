using System.Globalization;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis;

/// <summary>What the scripts are told: texts, and whole milliseconds.</summary>
internal static class BudgetArguments
{
    // The lease of a request that may take as long as it likes.
    private static readonly TimeSpan FileLease = TimeSpan.FromMinutes(10);

    // From the end of a request to the return of its permit.
    private static readonly TimeSpan ReturnTime = TimeSpan.FromSeconds(2);

    public static RedisValue[] Of(SharedPermitRequest request, TimeSpan lease) =>
    [
        .. Of(request.Member),
        request.Member.Cap is { } cap ? cap : "",
        Milliseconds(request.Waited),
        request.IsUrgent ? "1" : "0",
        request.IsFile ? "1" : "0",
        request.Wanted.ToString("R", CultureInfo.InvariantCulture),
        request.Polls,
        request.SentWithoutPermit,
        Milliseconds(request.Timeout is not { } timeout ? FileLease : timeout > lease - ReturnTime ? WithReturn(timeout) : lease),
        request.Epoch ?? "",
        Guid.NewGuid().ToString("N"),
        request.Due,
    ];

    public static RedisValue[] Of(SharedPermitRelease release) =>
    [
        .. Of(release.Member),
        release.Id ?? "",
        NameOf(release.Outcome),
        release.Pause is { } pause ? Milliseconds(pause) : "",
        release.Remaining is { } remaining ? remaining : "",
        release.Reset,
        Milliseconds(release.ResetIn),
    ];

    private static RedisValue[] Of(SharedBudgetMember member) => [Math.Max(1, Milliseconds(member.Window)), member.UsualLimit, member.Client];

    private static TimeSpan WithReturn(TimeSpan timeout) => timeout < TimeSpan.MaxValue - ReturnTime ? timeout + ReturnTime : TimeSpan.MaxValue;

    // Rounded up: rather late than early.
    private static long Milliseconds(TimeSpan span) => (span.Ticks / TimeSpan.TicksPerMillisecond) + (span.Ticks % TimeSpan.TicksPerMillisecond > 0 ? 1 : 0);

    private static string NameOf(SharedPermitOutcome outcome) => outcome switch
    {
        SharedPermitOutcome.Unused => "unused",
        SharedPermitOutcome.Accepted => "accepted",
        SharedPermitOutcome.Throttled => "throttled",
        _ => "ended",
    };
}
