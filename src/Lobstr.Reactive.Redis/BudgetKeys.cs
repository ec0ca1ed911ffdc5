using StackExchange.Redis;

namespace Lobstr.Reactive.Redis;

/// <summary>Where a family of an account is kept: keys of one hash tag, and so of one slot of a cluster.</summary>
internal static class BudgetKeys
{
    /// <summary>The keys, in the order in which the scripts take them.</summary>
    public static RedisKey[] Of(string prefix, SharedBudgetMember member)
    {
        string account = $"{prefix}{{lobstr:{member.Account}}}:";
        string family = $"{account}{member.Family}:";
        return [family + "state", family + "ended", family + "flight", family + "demands", family + "waiting", account + "clients"];
    }
}
