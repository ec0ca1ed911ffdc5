using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>The way through the ages: 0 to 4 s, to 8, to 16, and so on.</summary>
public class AgeSpanTests
{
    [Theory]
    [InlineData(0, 4, "0: 4")]
    [InlineData(1, 3, "0: 2")]
    [InlineData(3, 9, "0: 1, 1: 4, 2: 1")]
    [InlineData(4, 8, "1: 4")]
    [InlineData(8, 8, "")]
    [InlineData(9, 8, "")]
    [InlineData(0, 0, "")]
    public void It_goes_through_all_that_lie_in_between(double from, double to, string spans) =>
        Assert.Equal(spans, string.Join(", ", Spans(At(from), At(to)).Select(span => $"{span.Age}: {span.Length}")));

    [Fact]
    public void The_last_age_has_no_end()
    {
        Assert.Equal((LifeTable.Ages - 1, 3_600.0), Assert.Single(Spans(TimeSpan.FromDays(1_000), TimeSpan.FromDays(1_000) + TimeSpan.FromHours(1))));
        Assert.Equal(LifeTable.Ages, Spans(TimeSpan.Zero, TimeSpan.MaxValue).Count);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(3.9, 0)]
    [InlineData(4, 1)]
    [InlineData(7.9, 1)]
    [InlineData(8, 2)]
    [InlineData(4 * 4_194_304.0 - 1, 22)]
    [InlineData(4 * 4_194_304.0, 23)]
    [InlineData(1e11, 23)]
    public void Each_age_is_twice_as_long_as_the_one_before_it(double age, int index) => Assert.Equal(index, LifeTable.AgeOf(At(age)));

    [Fact]
    public void The_parts_add_up_and_each_lies_in_its_age() =>
        Gen.Select(Gen.Double[0, 9], Gen.Double[0, 9]).Sample((from, more) =>
        {
            (TimeSpan start, TimeSpan end) = (At(Math.Pow(10, from) - 1), At(Math.Pow(10, from) + Math.Pow(10, more)));
            List<(int Age, double Length)> spans = Spans(start, end);

            Assert.Equal((end - start).TotalSeconds, spans.Sum(span => span.Length), tolerance: 1e-3);
            Assert.Equal(Enumerable.Range(LifeTable.AgeOf(start), spans.Count), spans.Select(span => span.Age));
            Assert.All(spans, span => Assert.True(span.Length > 0));
        });

    private static List<(int Age, double Length)> Spans(TimeSpan from, TimeSpan to)
    {
        List<(int, double)> spans = [];
        for (AgeSpan span = new(from, to, youth: 4); span.MoveNext();)
            spans.Add((span.Age, span.Length));
        return spans;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
