namespace Lobstr.Reactive.FuzzTests;

/// <summary>The library did with an input what it must not do.</summary>
public sealed class FuzzException : Exception
{
    public FuzzException()
    {
    }

    public FuzzException(string message)
        : base(message)
    {
    }

    public FuzzException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
