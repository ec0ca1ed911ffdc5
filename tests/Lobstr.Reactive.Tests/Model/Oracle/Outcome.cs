namespace Lobstr.Reactive.Tests.Model;

/// <summary>What the table of promises calls an answer.</summary>
public enum Outcome
{
    Good,
    Transient,
    RateLimited,
    NotFound,
    Hopeless,
}
