using System.Text.Json;

namespace Lobstr.Reactive.Tests;

/// <summary>Where a number ends that can be kept: beyond it there is none, rather than another one.</summary>
public class JsonFieldsTests
{
    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854774784.0", 9_223_372_036_854_774_784)]
    [InlineData("9223372036854775808", null)]
    [InlineData("\"9223372036854775808\"", null)]
    [InlineData("9223372036854775808.5", null)]
    [InlineData("-1e19", null)]
    [InlineData("1e400", null)]
    public void A_count_beyond_64_bits_is_none(string json, long? count)
    {
        using JsonDocument document = JsonDocument.Parse($$"""{"n":{{json}}}""");

        Assert.Equal(count, JsonFields.Count(document.RootElement, "n"));
    }

    [Theory]
    [InlineData("922337203685", 922_337_203_685.0)]
    [InlineData("-922337203685", -922_337_203_685.0)]
    [InlineData("922337203686", null)]
    [InlineData("\"-922337203686\"", null)]
    [InlineData("\"10675200 days\"", null)]
    [InlineData("\"10675199 days, 2:48:06\"", null)]
    [InlineData("\"10675199 days, 2:48:05\"", 922_337_203_685.0)]
    [InlineData("\"1e308 days, 1e308:1e308:1e308\"", null)]
    public void A_duration_beyond_ten_million_days_is_none(string json, double? seconds)
    {
        using JsonDocument document = JsonDocument.Parse($$"""{"d":{{json}}}""");

        Assert.Equal(seconds, JsonFields.Duration(document.RootElement, "d")?.TotalSeconds);
    }
}
