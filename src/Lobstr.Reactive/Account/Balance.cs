namespace Lobstr.Reactive;

/// <summary>What an account has, and has used. Equal by value.</summary>
/// <remarks>When <see cref="Left"/> is at zero the service pauses runs.</remarks>
public sealed record Balance
{
    private readonly double? _left;

    /// <summary>The credit of the current period, used or not, in the service's own unit.</summary>
    public double Available { get; init; }

    /// <summary>How much of it has been used.</summary>
    public double Consumed { get; init; }

    /// <summary>How much is left; default <see cref="Available"/> less <see cref="Consumed"/>.</summary>
    public double Left
    {
        get => _left ?? Available - Consumed;
        init => _left = value;
    }

    /// <summary>How many slots are in use: the service runs so many things of an account at a time.</summary>
    public int UsedSlots { get; init; }

    /// <summary>How many slots there are.</summary>
    public int TotalSlots { get; init; }

    /// <summary>Whether a bill has not been paid, which keeps runs from starting.</summary>
    public bool HasUnpaidBill { get; init; }

    /// <summary>When the credit is renewed, in UTC; null if the service did not say.</summary>
    public DateTimeOffset? ResetsAt { get; init; }

    /// <summary>The plan in the service's words, or how often it is billed if the service says no more; null if it says neither.</summary>
    public string? Plan { get; init; }
}
