namespace Lobstr.Reactive;

/// <summary>How far a family is in getting a permit of a shared budget.</summary>
internal enum PermitPhase : byte
{
    /// <summary>It has not asked.</summary>
    None,

    /// <summary>It has asked, and waits for the answer.</summary>
    Asking,

    /// <summary>It has been told when to ask again.</summary>
    Waiting,

    /// <summary>It has a permit.</summary>
    Granted,
}
