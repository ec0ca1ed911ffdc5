namespace Lobstr.Reactive.Testing;

/// <summary>What became of a request.</summary>
public enum RequestOutcome
{
    /// <summary>It has not been answered yet.</summary>
    UnderWay,

    /// <summary>It was answered; <see cref="SimulatedRequest.StatusCode"/> says how.</summary>
    Answered,

    /// <summary>It ended in an error; <see cref="SimulatedRequest.Error"/> says which.</summary>
    Failed,

    /// <summary>The client gave it up.</summary>
    Cancelled,
}
