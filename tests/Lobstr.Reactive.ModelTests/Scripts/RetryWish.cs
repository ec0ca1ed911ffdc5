namespace Lobstr.Reactive.ModelTests;

/// <summary>What ShouldRetry says.</summary>
public enum RetryWish
{
    AsListed,
    Always,
    Never,
    BrokenStreamsOnly,
    Throws,
}
