namespace Lobstr.Reactive.Tests.Model;

/// <summary>One answer of a script.</summary>
/// <param name="Said">What.</param>
/// <param name="Latency">After how many milliseconds; null: never.</param>
/// <param name="After">How it says when to come back.</param>
/// <param name="Seconds">When to come back.</param>
/// <param name="IsStubborn">Whether a cancellation does not stop it: the answer comes all the same, too late for everybody.</param>
public sealed record Reply(Said Said, int? Latency = 0, AfterKind After = AfterKind.Silent, int Seconds = 0, bool IsStubborn = false)
{
    /// <summary>Whether the call itself throws or returns no task, so that there can be no latency.</summary>
    public bool IsImmediate => Said is Said.ThrowsTransient or Said.ThrowsHopeless or Said.NullTask;

    /// <summary>Whether it can be told from it that the service is there: a status, or a fault with a status code.</summary>
    public bool IsWordOfTheService => !(IsImmediate || Said is Said.ConnectionLost or Said.BrokenStream or Said.TimedOut
        or Said.CancelledByAStranger or Said.ProtocolFault or Said.SomebodyElsesUpload or Said.ProgrammingError or Said.NullStatus);

    /// <summary>Whether it is no answer of the service's at all.</summary>
    public bool IsLost => IsImmediate || Said is Said.ConnectionLost or Said.Http503Exception or Said.Http400Exception or Said.Http404Exception or Said.Http429Exception or Said.BrokenStream
        or Said.TimedOut or Said.CancelledByAStranger or Said.ProgrammingError;

    public TimeSpan? Wait => IsImmediate ? TimeSpan.Zero : Latency is { } latency ? TimeSpan.FromMilliseconds(latency) : null;

    public override string ToString() =>
        $"{Said}{(Wait is { } wait ? wait == TimeSpan.Zero ? "" : $" after {wait.TotalMilliseconds} ms" : " never")}"
        + (After is AfterKind.Silent ? "" : $", {After} {Seconds}") + (IsStubborn ? ", stubborn" : "");
}
