using System.Text.Json;

namespace Lobstr.Reactive.Tests;

/// <summary>What is none of what it should be is absent, and so is a number beyond what can be kept: never another one.</summary>
public class JsonFieldsTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    [InlineData("null", null)]
    [InlineData("\"true\"", null)]
    [InlineData("1", null)]
    [InlineData("[true]", null)]
    public void A_flag_is_true_or_false_or_none(string json, bool? flag) => Assert.Equal(flag, Read(json, JsonFields.Flag));

    [Theory]
    [InlineData("7.5", 7.5)]
    [InlineData("\"-7.5e1\"", -75.0)]
    [InlineData("1e400", null)]
    [InlineData("\"-1e400\"", null)]
    [InlineData("\"Infinity\"", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("true", null)]
    [InlineData("[7]", null)]
    public void A_number_is_finite_or_none(string json, double? number) => Assert.Equal(number, Read(json, JsonFields.Number));

    [Theory]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854774784.0", 9_223_372_036_854_774_784)]
    [InlineData("9223372036854775808", null)]
    [InlineData("\"9223372036854775808\"", null)]
    [InlineData("9223372036854775808.5", null)]
    [InlineData("-1e19", null)]
    [InlineData("1e400", null)]
    public void A_count_beyond_64_bits_is_none(string json, long? count) => Assert.Equal(count, Read(json, JsonFields.Count));

    [Theory]
    [InlineData("922337203685", 922_337_203_685.0)]
    [InlineData("-922337203685", -922_337_203_685.0)]
    [InlineData("922337203685.4775", null)]
    [InlineData("922337203686", null)]
    [InlineData("\"-922337203686\"", null)]
    [InlineData("\"1:00:00:00\"", null)]
    [InlineData("\"10675200 days\"", null)]
    [InlineData("\"10675199 days, 2:48:06\"", null)]
    [InlineData("\"10675199 days, 2:48:05\"", 922_337_203_685.0)]
    [InlineData("\"1e308 days, 1e308:1e308:1e308\"", null)]
    public void A_duration_beyond_ten_million_days_or_in_another_spelling_is_none(string json, double? seconds) =>
        Assert.Equal(seconds, Read(json, JsonFields.Duration)?.TotalSeconds);

    [Fact]
    public void What_is_not_there_is_none()
    {
        using JsonDocument document = JsonDocument.Parse("""{"other":1}""");

        Assert.Null(JsonFields.Text(document.RootElement, "field"));
        Assert.Null(JsonFields.Flag(document.RootElement, "field"));
        Assert.Null(JsonFields.Number(document.RootElement, "field"));
        Assert.Null(JsonFields.Count(document.RootElement, "field"));
        Assert.Null(JsonFields.Date(document.RootElement, "field"));
        Assert.Null(JsonFields.Duration(document.RootElement, "field"));
        Assert.Null(JsonFields.Percent(document.RootElement, "field"));
    }

    private static T Read<T>(string json, Func<JsonElement, string, T> read)
    {
        using JsonDocument document = JsonDocument.Parse($$"""{"other":1,"field":{{json}}}""");
        return read(document.RootElement, "field");
    }
}
