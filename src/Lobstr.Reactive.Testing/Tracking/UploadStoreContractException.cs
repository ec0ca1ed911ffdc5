namespace Lobstr.Reactive.Testing;

/// <summary>A store does not do what <see cref="IUploadStore"/> promises.</summary>
public sealed class UploadStoreContractException : Exception
{
    /// <summary>Makes an error with a message of the runtime's.</summary>
    public UploadStoreContractException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What was expected, and what was there instead.</param>
    public UploadStoreContractException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error that another one caused.</summary>
    /// <param name="message">What was expected, and what was there instead.</param>
    /// <param name="innerException">The cause.</param>
    public UploadStoreContractException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
