namespace Lobstr.Reactive.Tests.Model;

/// <summary>What the jitter draws: 0.5, 0, 0.25, 0.75 and so on, and for the third time something else.</summary>
public enum JitterKind
{
    Good,
    One,
    NotANumber,
    Negative,
    Throws,
}
