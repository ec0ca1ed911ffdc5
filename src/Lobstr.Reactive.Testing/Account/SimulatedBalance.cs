namespace Lobstr.Reactive.Testing;

/// <summary>The credit of the account, as <c>GET user/balance</c> tells it. No run changes it: the test does.</summary>
public sealed record SimulatedBalance
{
    /// <summary>The name of the plan; default <c>Professional</c>.</summary>
    public string? Plan { get; init; } = "Professional";

    /// <summary>The credit of the period, bonus included; default 10,000.</summary>
    public double Available { get; init; } = 10_000;

    /// <summary>How much of it is used; default 12.5. If nothing is left, no run starts: <see cref="RunRefusal.NotEnoughBalance"/>.</summary>
    public double Consumed { get; init; } = 12.5;

    /// <summary>The bonus in it; default 0.</summary>
    public double BonusCredit { get; init; }

    /// <summary>What is left of the last period; default 0.</summary>
    public double RolloverCredit { get; init; }

    /// <summary>How many slots are in use; default 1.</summary>
    public int UsedSlots { get; init; } = 1;

    /// <summary>How many slots the plan has; default 5.</summary>
    public int TotalSlots { get; init; } = 5;

    /// <summary>Whether a bill has not been paid; default false.</summary>
    public bool HasUnpaidBill { get; init; }

    /// <summary>When the credit begins anew; default null: at the next first of a month, by the service's clock.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>How often it does, in a word of the service's; default <c>monthly</c>.</summary>
    public string Interval { get; init; } = "monthly";

    internal bool IsUsedUp => Available - Consumed <= 0;
}
