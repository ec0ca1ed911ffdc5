namespace Lobstr.Reactive;

/// <summary>Which tasks of a squid are meant.</summary>
public enum SquidTaskType
{
    /// <summary>Tasks that are addresses.</summary>
    Url,

    /// <summary>Tasks that are sets of parameters.</summary>
    Parameters,
}
