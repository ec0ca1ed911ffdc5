using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>What the script answers to whoever asks for a permit.</summary>
public sealed class BudgetAnswerTests
{
    [Fact]
    public void A_permit_has_a_name_and_needs_no_waiting() =>
        Assert.Equal(
            new SharedPermit { Id = "7-1700000000000", Clients = 3, Epoch = "e" },
            Read("7-1700000000000", "0", "0", "", "3", "e"));

    [Theory]
    [InlineData("", null)]
    [InlineData("1", "the service has had too many requests (429)")]
    [InlineData("2", "the requests of this window are used up (X-RateLimit-Remaining: 0)")]
    public void To_wait_is_milliseconds_and_a_pause_has_a_reason(string code, string? reason) =>
        Assert.Equal(
            new SharedPermit { RetryAfter = TimeSpan.FromMilliseconds(1500), PausedFor = TimeSpan.FromMilliseconds(2500.5), PauseReason = reason, Clients = 1, Epoch = "e" },
            Read("", "1500", "2500.5", code, "1", "e"));

    [Fact]
    public void Anything_else_is_no_answer()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => Read("1", "2"));
        Assert.Equal("The Redis server answered 2 parts and not 6 when it was asked for a permit.", error.Message);

        Assert.Contains("answered 1 parts", Assert.Throws<InvalidOperationException>(() => BudgetAnswer.Read(RedisResult.Create(RedisValue.Null))).Message, StringComparison.Ordinal);
        Assert.Contains("answered 0 parts", Assert.Throws<InvalidOperationException>(() => BudgetAnswer.Read(RedisResult.Create((RedisValue[])null!))).Message, StringComparison.Ordinal);
    }

    private static SharedPermit Read(params string[] parts) =>
        BudgetAnswer.Read(RedisResult.Create([.. parts.Select(part => RedisResult.Create((RedisValue)part))]));
}
