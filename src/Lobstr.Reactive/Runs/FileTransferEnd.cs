namespace Lobstr.Reactive;

/// <summary>How one attempt at a transfer ended, where it did not break off.</summary>
internal enum FileTransferEnd
{
    /// <summary>The whole file is there.</summary>
    Whole,

    /// <summary>The address is refused: it has expired.</summary>
    Expired,

    /// <summary>The rest cannot be had: the file is another one now, or its server cannot resume.</summary>
    Changed,

    /// <summary>Nobody says where the file ends, so that a part of it would look like the whole.</summary>
    Endless,

    /// <summary>It is compressed in a way that cannot be undone here.</summary>
    Unreadable,
}
