namespace Lobstr.Reactive.Tests.Model;

/// <summary>What ShouldRetry says.</summary>
public enum RetryWish
{
    AsListed,
    Always,
    Never,
    BrokenStreamsOnly,
    Throws,
}
