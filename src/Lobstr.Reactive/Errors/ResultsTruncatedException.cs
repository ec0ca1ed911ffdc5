namespace Lobstr.Reactive;

/// <summary>The service withheld rows of a list and said so, as it does on a free plan. The rows that it gave came before.</summary>
/// <remarks>Asking again gives the same rows; <see cref="Warning"/> says what would help.</remarks>
public sealed class ResultsTruncatedException : LobstrException
{
    /// <summary>Makes the error of a list of which nothing is known.</summary>
    public ResultsTruncatedException()
        : this(warning: "", delivered: 0, total: 0)
    {
    }

    /// <summary>Makes the error of a list of which nothing is known.</summary>
    /// <param name="message">What went wrong.</param>
    public ResultsTruncatedException(string message)
        : this(message, innerException: null)
    {
    }

    /// <summary>Makes the error of a list of which nothing is known that another one caused.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public ResultsTruncatedException(string message, Exception? innerException)
        : base(message, innerException)
    {
        Warning = "";
    }

    /// <summary>Makes the error of a list.</summary>
    /// <param name="warning">What the service said.</param>
    /// <param name="delivered">How many rows came.</param>
    /// <param name="total">How many there are.</param>
    public ResultsTruncatedException(string warning, long delivered, long total)
        : base($"The service gave {delivered} of {total} rows and withholds the others: {warning}")
    {
        Warning = warning;
        Delivered = delivered;
        Total = total;
    }

    /// <summary>The service's own words; empty if the error was made without them.</summary>
    public string Warning { get; }

    /// <summary>How many rows came before this error.</summary>
    public long Delivered { get; }

    /// <summary>How many rows the service says that there are; the same number as <see cref="Delivered"/> if it does not say.</summary>
    public long Total { get; }
}
