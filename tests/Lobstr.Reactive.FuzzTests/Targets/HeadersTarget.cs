namespace Lobstr.Reactive.FuzzTests;

/// <summary>What headers say about when to ask again: a sensible span or nothing, and never an exception.</summary>
internal sealed class HeadersTarget : FuzzTarget
{
    // The first is where virtual clocks begin.
    private static readonly DateTimeOffset[] Clocks =
        [DateTimeOffset.MinValue, new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), DateTimeOffset.MaxValue];

    public override string Name => "headers";

    protected override IReadOnlyList<byte[]> Values => Tokens.HeaderValues;

    public override void Check(byte[] input)
    {
        using HttpResponseMessage response = HeaderLines.Response(input);
        foreach (DateTimeOffset now in Clocks)
        {
            TimeSpan? retryAfter = RateLimitHeaders.ReadRetryAfter(response.Headers, now);
            Require(retryAfter is null || retryAfter >= TimeSpan.Zero, $"Retry-After is {retryAfter}.");
            RateLimit limit = RateLimitHeaders.Read(response.Headers, now);
            Require(limit == default || limit is { IsKnown: true, Remaining: >= 0, Window: >= 0 }, $"The budget is {limit}.");
            Require(limit.ResetIn >= TimeSpan.Zero, $"The window ends {limit.ResetIn} from now.");
        }
    }
}
