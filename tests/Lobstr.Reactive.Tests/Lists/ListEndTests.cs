namespace Lobstr.Reactive.Tests;

/// <summary>Where a list of results ends, whatever its server says of that: all rows, or an error, and never for ever.</summary>
public sealed class ListEndTests
{
    private static readonly string[] NoNext = ["", "\"next\":null", "\"next\":\"\"", "\"next\":false", "\"next\":0"];

    public static TheoryData<string, bool> NoNexts => [.. NoNext.SelectMany(next => new[] { (next, false), (next, true) })];

    [Theory]
    [MemberData(nameof(NoNexts))]
    public void Pages_that_are_smaller_than_asked_for_are_counted(string next, bool isPulled)
    {
        foreach (string more in (string[])["", "\"limit\":50", "\"limit\":100", "\"limit\":50,\"total_pages\":5", "\"total_pages\":3"])
        {
            foreach (bool withIds in (bool[])[true, false])
            {
                string fields = Join("\"total_results\":250", next, more);
                var server = ListServer.Of([50, 50, 50, 50, 50], _ => fields, withIds);

                ListReading reading = ListReading.Of(server, isPulled);

                Assert.True(reading.Error is null, $"{fields}: {reading.Error}");
                Assert.Equal(Enumerable.Range(1, 250), reading.Rows);
                Assert.Equal([1, 2, 3, 4, 5], reading.Pages);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_limit_in_the_answer_tells_a_full_page(bool isPulled)
    {
        var server = ListServer.Of([50, 50, 20], _ => "\"limit\":50");

        ListReading reading = ListReading.Of(server, isPulled);

        Assert.Null(reading.Error);
        Assert.Equal(Enumerable.Range(1, 120), reading.Rows);
        Assert.Equal([1, 2, 3], reading.Pages);
    }

    [Theory]
    [MemberData(nameof(NoNexts))]
    public void An_empty_page_among_others_is_passed_over(string next, bool isPulled)
    {
        foreach (string more in (string[])["", "\"total_pages\":4", "\"total_pages\":3", "\"limit\":100"])
        {
            string fields = Join("\"total_results\":237", next, more);
            var server = ListServer.Of([100, 0, 37, 100], _ => fields);

            ListReading reading = ListReading.Of(server, isPulled);

            Assert.True(reading.Error is null, $"{fields}: {reading.Error}");
            Assert.Equal(Enumerable.Range(1, 237), reading.Rows);
            Assert.Equal([1, 2, 3, 4], reading.Pages);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_empty_page_that_names_a_next_one_is_passed_over_without_totals_too(bool isPulled)
    {
        var server = ListServer.Of([0, 100, 0, 37], page => NextOf(page, last: 4));

        ListReading reading = ListReading.Of(server, isPulled);

        Assert.Null(reading.Error);
        Assert.Equal(Enumerable.Range(1, 137), reading.Rows);
        Assert.Equal([1, 2, 3, 4], reading.Pages);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(10, true)]
    [InlineData(11, false)]
    [InlineData(11, true)]
    public void Ten_empty_pages_in_a_row_are_passed_over_and_no_more(int empty, bool isPulled)
    {
        int[] rows = [5, .. Enumerable.Repeat(0, empty), 5];
        var server = ListServer.Of(rows, page => NextOf(page, rows.Length));

        ListReading reading = ListReading.Of(server, isPulled);

        if (empty == 10)
        {
            Assert.Null(reading.Error);
            Assert.Equal(Enumerable.Range(1, 10), reading.Rows);
            Assert.Equal(12, reading.Pages.Count);
        }
        else
        {
            Assert.Contains("empty", Assert.IsType<LobstrProtocolException>(reading.Error).Message, StringComparison.Ordinal);
            Assert.Equal(Enumerable.Range(1, 5), reading.Rows);
            Assert.Equal(12, reading.Pages.Count);
        }
    }

    [Theory]
    [MemberData(nameof(NoNexts))]
    public void What_is_no_next_page_costs_no_request(string next, bool isPulled)
    {
        foreach (string totals in (string[])["", "\"total_results\":250", "\"total_results\":250,\"total_pages\":3"])
        {
            var server = ListServer.Of([100, 100, 50], page => Join(totals, page < 3 ? $"\"next\":\"{ListServer.Address(page + 1)}\"" : next));

            ListReading reading = ListReading.Of(server, isPulled);

            Assert.Null(reading.Error);
            Assert.Equal(Enumerable.Range(1, 250), reading.Rows);
            Assert.Equal([1, 2, 3], reading.Pages);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_last_page_that_names_itself_as_the_next_is_the_last(bool isPulled)
    {
        foreach (string totals in (string[])["", "\"total_results\":300", "\"total_results\":250"])
        {
            var server = new ListServer(page => ListServer.Page(
                ((Math.Min(page, 3) - 1) * 100) + 1, 100, Join(totals, $"\"next\":\"{ListServer.Address(Math.Min(page + 1, 3))}\"")));

            ListReading reading = ListReading.Of(server, isPulled);

            Assert.Null(reading.Error);
            Assert.Equal(Enumerable.Range(1, 300), reading.Rows);
            Assert.Equal([1, 2, 3], reading.Pages);
        }
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    public void A_server_that_repeats_its_last_page_for_ever_is_asked_once_too_often_at_most(bool isPulled, bool withIds)
    {
        foreach (string totals in (string[])["", "\"total_results\":300", "\"total_pages\":1000000"])
        {
            var server = new ListServer(page => ListServer.Page(
                ((Math.Min(page, 3) - 1) * 100) + 1, 100, Join(totals, $"\"next\":\"{ListServer.Address(page + 1)}\""), withIds));

            ListReading reading = ListReading.Of(server, isPulled);

            Assert.Null(reading.Error);
            Assert.Equal(Enumerable.Range(1, 300), reading.Rows);
            Assert.InRange(reading.Pages.Count, 3, 4);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_server_that_begins_again_after_its_last_page_is_left(bool isPulled)
    {
        var server = new ListServer(page => ListServer.Page(
            ((page - 1) % 3 * 100) + 1, 100, $"\"next\":\"{ListServer.Address(page + 1)}\"", withIds: false));

        ListReading reading = ListReading.Of(server, isPulled);

        Assert.Null(reading.Error);
        Assert.Equal(Enumerable.Range(1, 300), reading.Rows);
        Assert.Equal([1, 2, 3, 4], reading.Pages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_repeated_page_whose_total_grows_each_time_ends_as_well(bool isPulled)
    {
        int asked = 0;
        var server = new ListServer(page => ListServer.Page(
            ((Math.Min(page, 3) - 1) * 100) + 1, 100, $"\"total_results\":{300 + ++asked},\"next\":\"{ListServer.Address(page + 1)}\""));

        ListReading reading = ListReading.Of(server, isPulled);

        Assert.IsType<LobstrProtocolException>(reading.Error);
        Assert.Equal(Enumerable.Range(1, 300), reading.Rows);
        Assert.InRange(reading.Pages.Count, 4, 30);
    }

    [Theory]
    [InlineData("\"total_results\":300", false)]
    [InlineData("\"total_results\":300", true)]
    [InlineData("\"total_results\":300,\"total_pages\":3", false)]
    [InlineData("\"total_results\":300,\"next\":null", false)]
    [InlineData("\"total_results\":300,\"next\":null", true)]
    public void Fewer_rows_than_announced_is_an_error_after_the_rows(string fields, bool isPulled)
    {
        var server = ListServer.Of([100, 100, 50], _ => fields);

        ListReading reading = ListReading.Of(server, isPulled);

        Assert.Equal(Enumerable.Range(1, 250), reading.Rows);
        string message = Assert.IsType<LobstrProtocolException>(reading.Error).Message;
        Assert.Contains("250", message, StringComparison.Ordinal);
        Assert.Contains("300", message, StringComparison.Ordinal);
        Assert.Contains("run 'r'", message, StringComparison.Ordinal);
        // Three pages and what is passed over: nothing is asked for a second time.
        Assert.InRange(reading.Pages.Count, 3, 14);
        Assert.Equal(reading.Pages.Count, reading.Pages.Distinct().Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void More_rows_than_announced_are_welcome(bool isPulled)
    {
        var server = ListServer.Of([100, 100, 50], page => Join("\"total_results\":120", NextOf(page, last: 3)));

        ListReading reading = ListReading.Of(server, isPulled);

        Assert.Null(reading.Error);
        Assert.Equal(Enumerable.Range(1, 250), reading.Rows);
    }

    [Fact]
    public void A_row_that_stands_twice_on_a_page_was_announced_twice()
    {
        var server = new ListServer(_ => """{"total_results":4,"total_pages":1,"next":null,"data":[{"id":1,"n":1},{"id":1,"n":1},{"id":2,"n":2},{"id":1,"n":1}]}""");

        ListReading reading = ListReading.Of(server, isPulled: false);

        Assert.Null(reading.Error);
        Assert.Equal([1, 2], reading.Rows);
        Assert.Equal([1], reading.Pages);
    }

    private static string NextOf(int page, int last) => page < last ? $"\"next\":\"{ListServer.Address(page + 1)}\"" : "\"next\":null";

    private static string Join(params string[] fields) => string.Join(',', fields.Where(field => field.Length > 0));
}
