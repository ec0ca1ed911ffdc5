using System.Globalization;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis;

/// <summary>Reads what the script answers to whoever asks for a permit.</summary>
internal static class BudgetAnswer
{
    // In the words that the client has for what it finds out by itself.
    private const string Throttled = "the service has had too many requests (429)";
    private const string UsedUp = "the requests of this window are used up (X-RateLimit-Remaining: 0)";

    public static SharedPermit Read(RedisResult answer)
    {
        string?[] parts = (string?[]?)answer ?? [];
        if (parts.Length != 6)
            throw new InvalidOperationException($"The Redis server answered {parts.Length} parts and not 6 when it was asked for a permit.");
        return new()
        {
            Id = parts[0] is { Length: > 0 } id ? id : null,
            RetryAfter = Span(parts[1]),
            PausedFor = Span(parts[2]),
            PauseReason = parts[3] switch { "1" => Throttled, "2" => UsedUp, _ => null },
            Clients = int.Parse(parts[4]!, CultureInfo.InvariantCulture),
            Epoch = parts[5],
        };
    }

    private static TimeSpan Span(string? milliseconds) => TimeSpan.FromMilliseconds(double.Parse(milliseconds!, CultureInfo.InvariantCulture));
}
