namespace Lobstr.Reactive;

/// <summary>What a watch has heard and not dealt with yet.</summary>
[Flags]
internal enum PendingSignals : byte
{
    None = 0,

    /// <summary>A good answer: the last one of the poll.</summary>
    Answer = 1,

    /// <summary>A fault: the last one of the poll.</summary>
    Fault = 2,

    /// <summary>The deadline has passed.</summary>
    Expired = 4,

    /// <summary>The client has been disposed.</summary>
    Closed = 8,
}
