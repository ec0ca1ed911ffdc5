namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>Which options of the tracking are refused, and how that is said.</summary>
public sealed class UploadTrackingOptionsTests
{
    [Fact]
    public void The_least_of_each_is_taken() => Assert.Null(new UploadTrackingOptions
    {
        Retention = TimeSpan.Zero,
        RetryDelay = TimeSpan.FromTicks(1),
        MaxRetryDelay = TimeSpan.FromTicks(1),
        HandlerRetries = 0,
        MaxConcurrentHandlers = 1,
    }.Problem);

    [Fact]
    public void What_is_less_is_refused_by_name()
    {
        AssertProblem(new() { Retention = TimeSpan.FromTicks(-1) }, "UploadTrackingOptions.Retention is -00:00:00.0000001; it must be zero or more.");
        AssertProblem(new() { RetryDelay = TimeSpan.Zero }, "UploadTrackingOptions.RetryDelay is 00:00:00; it must be more than zero.");
        AssertProblem(
            new() { MaxRetryDelay = TimeSpan.FromSeconds(0.5) }, "UploadTrackingOptions.MaxRetryDelay is 00:00:00.5000000; it must be RetryDelay (00:00:01) or more.");
        AssertProblem(new() { HandlerRetries = -1 }, "UploadTrackingOptions.HandlerRetries is -1; it must be 0 or more.");
        AssertProblem(new() { MaxConcurrentHandlers = 0 }, "UploadTrackingOptions.MaxConcurrentHandlers is 0; it must be 1 or more.");
    }

    private static void AssertProblem(UploadTrackingOptions options, string problem) => Assert.Equal(problem, options.Problem);
}
