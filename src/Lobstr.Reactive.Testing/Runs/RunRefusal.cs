namespace Lobstr.Reactive.Testing;

/// <summary>Why the service does not start a run; the answer is a 400.</summary>
public enum RunRefusal
{
    /// <summary>The credit is used up.</summary>
    NotEnoughBalance,

    /// <summary>The account has no plan, or it has ended.</summary>
    NoActiveSubscription,

    /// <summary>The plan's share of a period is used up.</summary>
    UsageLimitExceeded,

    /// <summary>All slots of the plan are taken.</summary>
    SlotsLimitExceeded,

    /// <summary>The squid is to run on more slots than the plan has.</summary>
    ConcurrencyLimitExceeded,

    /// <summary>The squid has no tasks.</summary>
    NoTasksPresent,

    /// <summary>The parameters of the squid have never been set.</summary>
    SquidNotReady,

    /// <summary>The crawler is for other plans than this one.</summary>
    PremiumModule,

    /// <summary>The crawler is out of order.</summary>
    ModuleUnavailable,

    /// <summary>The crawler is not for this account.</summary>
    ModuleRestricted,

    /// <summary>A run of the squid is active.</summary>
    RunInProgress,
}
