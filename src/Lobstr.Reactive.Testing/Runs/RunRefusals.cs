namespace Lobstr.Reactive.Testing;

/// <summary>The words in which the service does not start a run.</summary>
internal static class RunRefusals
{
    private const string Squid = "squid";

    public static Answer AnswerOf(RunRefusal refusal) => refusal switch
    {
        RunRefusal.RunInProgress => Answers.BadRequest("A run is already active for this squid", "validation_error", Squid),
        RunRefusal.SquidNotReady => Named(refusal, "Squid not ready, please update the settings first"),
        RunRefusal.NotEnoughBalance => Named(refusal, "There is not enough credit left for a run"),
        RunRefusal.NoActiveSubscription => Named(refusal, "There is no active subscription"),
        RunRefusal.UsageLimitExceeded => Named(refusal, "The usage limit of the plan is reached"),
        RunRefusal.SlotsLimitExceeded => Named(refusal, "All slots of the plan are in use"),
        RunRefusal.ConcurrencyLimitExceeded => Named(refusal, "The concurrency of the squid is more than the plan allows"),
        RunRefusal.NoTasksPresent => Named(refusal, "The squid has no tasks"),
        RunRefusal.PremiumModule => Named(refusal, "This crawler needs a premium plan"),
        RunRefusal.ModuleUnavailable => Named(refusal, "This crawler is not available at the moment"),
        RunRefusal.ModuleRestricted => Named(refusal, "This crawler is restricted for the account"),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "There is no such refusal."),
    };

    private static Answer Named(RunRefusal refusal, string message) => Answers.BadRequest(message, refusal.ToString(), Squid);
}
