namespace Lobstr.Reactive.Network.Tests;

/// <summary>What the server of the soak does with one request.</summary>
internal enum SoakStepKind
{
    Status,
    ServerError,
    Unavailable,
    Reset,
    ResetInBody,
    Garbage,
    SomebodyElse,
    Empty,
    Throttled,
}
