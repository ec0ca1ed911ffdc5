namespace Lobstr.Reactive.Samples.Common;

/// <summary>What the user has to change before the program can do anything. The message is shown as it is.</summary>
public sealed class UsageException(string message, Exception? innerException = null) : Exception(message, innerException);
