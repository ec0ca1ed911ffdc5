using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.Tests.Common;

public class DurationTextTests
{
    [Theory]
    [InlineData("2", 2_000)]
    [InlineData("2s", 2_000)]
    [InlineData("2 s", 2_000)]
    [InlineData("2S", 2_000)]
    [InlineData("500ms", 500)]
    [InlineData("0.5", 500)]
    [InlineData("1.5m", 90_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    public void Reads_a_number_and_a_unit(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), DurationText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("soon")]
    [InlineData("-2s")]
    [InlineData("2d")]
    [InlineData("1,5s")]
    [InlineData("1e3")]
    [InlineData("00:00:02")]
    public void Says_how_to_write_what_it_cannot_read(string text)
    {
        FormatException error = Assert.Throws<FormatException>(() => DurationText.Parse(text));
        Assert.Equal($"'{text}' is not a duration. Write 500ms, 2s, 5m or 1h; a number alone is seconds.", error.Message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0ms")]
    [InlineData("NaN")]
    [InlineData("0.00000001s")]
    [InlineData("256204779h")]
    [InlineData("99999999999999999999999999999999999999999999")]
    public void Refuses_a_duration_that_nothing_can_wait_for(string text)
    {
        FormatException error = Assert.Throws<FormatException>(() => DurationText.Parse(text));
        Assert.StartsWith($"'{text}' is out of range", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(8.14, "8.1 s")]
    [InlineData(59.96, "60.0 s")]
    [InlineData(60, "1:00")]
    [InlineData(65.9, "1:05")]
    [InlineData(3_600, "1:00:00")]
    [InlineData(93_665, "26:01:05")]
    public void Writes_seconds_first_and_a_clock_later(double seconds, string text) =>
        Assert.Equal(text, DurationText.Format(TimeSpan.FromSeconds(seconds)));
}
