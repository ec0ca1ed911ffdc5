namespace Lobstr.Reactive.Tests.Model;

public enum ScheduleKind
{
    Every,
    Backoff,
    Custom,

    /// <summary>Custom; the third call throws.</summary>
    Throwing,

    /// <summary>Custom; the third call returns a negative delay.</summary>
    Negative,

    /// <summary>The delay that means never.</summary>
    Never,
}
