namespace Lobstr.Reactive.Tests;

/// <summary>A service that withholds rows and says so, as on a free plan: nobody takes a part of them for all.</summary>
public sealed class WithheldRowsTests
{
    private const string Words = "Export limit reached - only 50 results returned. Upgrade your plan.";
    private const string Warning = $"\"warning\":\"{Words}\"";

    [Theory]
    [InlineData("\"total_results\":500,\"limit\":100,\"total_pages\":5,\"next\":\"https://api.lobstr.io/v1/results?page=2\"", false)]
    [InlineData("\"total_results\":500,\"limit\":100,\"total_pages\":5,\"next\":\"https://api.lobstr.io/v1/results?page=2\"", true)]
    [InlineData("\"total_results\":500,\"next\":null", false)]
    [InlineData("\"total_results\":500", true)]
    public void The_warning_is_an_error_after_the_rows_and_costs_no_further_request(string fields, bool isPulled)
    {
        var server = ListServer.Of([50], _ => $"{fields},{Warning}");

        ListReading reading = ListReading.Of(server, isPulled);

        Assert.Equal(Enumerable.Range(1, 50), reading.Rows);
        Assert.Equal([1], reading.Pages);
        var error = Assert.IsType<ResultsTruncatedException>(reading.Error);
        Assert.Equal((Words, 50, 500), (error.Warning, error.Delivered, error.Total));
        Assert.Contains("50 of 500 rows", error.Message, StringComparison.Ordinal);
        Assert.Contains(Words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_may_stand_on_a_later_page(bool isPulled)
    {
        var server = ListServer.Of([100, 100, 50], page => page < 3 ? "\"total_results\":700" : $"\"total_results\":700,{Warning}");

        ListReading reading = ListReading.Of(server, isPulled);

        Assert.Equal(Enumerable.Range(1, 250), reading.Rows);
        Assert.Equal([1, 2, 3], reading.Pages);
        Assert.Equal((250, 700), (Assert.IsType<ResultsTruncatedException>(reading.Error) is var error ? error.Delivered : 0, error.Total));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_total_there_are_as_many_rows_as_came(bool isPulled)
    {
        var server = ListServer.Of([50], _ => Warning);

        ListReading reading = ListReading.Of(server, isPulled);

        var error = Assert.IsType<ResultsTruncatedException>(reading.Error);
        Assert.Equal((50, 50), (error.Delivered, error.Total));
        Assert.Equal([1], reading.Pages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_row_at_all_is_no_empty_list(bool isPulled)
    {
        var server = ListServer.Of([0], _ => $"\"total_results\":500,{Warning}");

        ListReading reading = ListReading.Of(server, isPulled);

        Assert.Equal((0, 500), (Assert.IsType<ResultsTruncatedException>(reading.Error) is var error ? error.Delivered : 1, error.Total));
    }

    [Theory]
    [InlineData("\"total_results\":50,\"warning\":\"This endpoint will move.\"")]
    [InlineData("\"total_results\":50,\"warning\":\"\"")]
    [InlineData("\"warning\":null")]
    [InlineData("\"warning\":false")]
    public void A_warning_of_nothing_is_no_error_nor_one_where_all_rows_are_there(string fields)
    {
        var server = ListServer.Of([50], _ => fields);

        ListReading reading = ListReading.Of(server, isPulled: false);

        Assert.Null(reading.Error);
        Assert.Equal(50, reading.Rows.Count);
    }

    [Fact]
    public void The_words_of_the_service_are_one_line_of_bounded_length()
    {
        var server = ListServer.Of([1], _ => $"\"total_results\":5,\"warning\":\"a\\nb{new string('x', 10_000)}\"");

        string warning = Assert.IsType<ResultsTruncatedException>(ListReading.Of(server, isPulled: false).Error).Warning;

        Assert.StartsWith("a b", warning, StringComparison.Ordinal);
        Assert.InRange(warning.Length, 100, 500);
    }
}
