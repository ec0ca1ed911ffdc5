namespace Lobstr.Reactive.Tests;

/// <summary>What a server writes into <c>next</c>.</summary>
public enum NextStyle
{
    /// <summary>The field is not there.</summary>
    Absent,

    /// <summary>Always null.</summary>
    AlwaysNull,

    /// <summary>The next page, and null on the last.</summary>
    Address,

    /// <summary>The next page, and an empty text on the last.</summary>
    EmptyAtTheEnd,

    /// <summary>The next page, and false on the last.</summary>
    FalseAtTheEnd,

    /// <summary>The next page, and itself on the last.</summary>
    ItselfAtTheEnd,

    /// <summary>Always a page more.</summary>
    Endless,

    /// <summary>Always the same word.</summary>
    Word,
}
