using System.Text.Json;

namespace Lobstr.Reactive.Tests;

/// <summary>Page by page: which one is asked for, and which of its rows are new. A list that grows meanwhile is read once more from the start.</summary>
public class ListCursorTests
{
    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "The pages of a list go on, and more than 10 in a row are empty: rows may be missing after the 1 that came.")]
    public void Ten_empty_pages_in_a_row_are_passed_over(int empty, string? error)
    {
        ListPage[] pages = [Page("a", hasNext: true), .. Enumerable.Range(1, empty).Select(at => Page("", hasNext: at < empty))];

        (IReadOnlyList<string> read, string? said) = Read(pages);

        Assert.Equal(("1: a", pages.Length + 1, "end"), (read[0], read.Count, read[^1]));
        Assert.Equal(error, said);
    }

    [Fact]
    public void What_was_announced_once_holds_where_a_later_page_says_nothing() => Says(
        ["1: a b", "2: c", "end"],
        "The service has announced 5 rows of a list and given 3: some are missing.",
        Page("a b", total: 5, hasNext: true),
        Page("c", hasNext: false));

    [Fact]
    public void A_row_without_an_id_is_known_by_its_place_where_the_list_is_read_again() => Says(
        ["1: a -x", "2: c", "1:", "2: d", "end"],
        error: null,
        Page("a -x", total: 3, hasNext: true),
        Page("c", total: 4, hasNext: false),
        Page("a -y", total: 4, hasNext: true),
        Page("c d", total: 4, hasNext: true));

    [Fact]
    public void Rows_without_any_id_are_not_read_again() => Says(
        ["1: -x -y", "2: -z", "end"],
        "The service has announced 4 rows of a list and given 3: some are missing.",
        Page("-x -y", total: 2, hasNext: true),
        Page("-z", total: 4, hasNext: false));

    [Fact]
    public void Known_rows_are_passed_over_as_long_as_there_are_no_more_of_them_in_a_row_than_were_found() => Says(
        ["1: a b", "2: c", "1:", "2:", "3: d", "4: e f", "end"],
        error: null,
        Page("a b", total: 3, hasNext: true),
        Page("c", total: 6, hasNext: false),
        Page("a b", total: 6, hasNext: true),
        Page("c", total: 6, hasNext: true),
        Page("d", total: 6, hasNext: false),
        Page("e f", total: 6, hasNext: false));

    [Fact]
    public void They_are_counted_anew_after_each_row_that_is_new() => Says(
        ["1: a b", "2: c", "1:", "2: d", "3:", "4: e f", "end"],
        error: null,
        Page("a b", total: 3, hasNext: true),
        Page("c", total: 6, hasNext: false),
        Page("a b", total: 6, hasNext: true),
        Page("d a", total: 6, hasNext: true),
        Page("b c", total: 6, hasNext: true),
        Page("e f", total: 6, hasNext: true));

    [Fact]
    public void A_list_with_gaps_is_read_again_where_rows_are_missing_however_many_gaps_there_were() => Says(
        ["1: a b", "2:", "3:", "4: c", "1:", "2: d", "end"],
        error: null,
        Page("a b", total: 4, hasNext: true),
        Page("", total: 4, hasNext: true),
        Page("", total: 4, hasNext: true),
        Page("c", hasNext: false),
        Page("a b", total: 4, hasNext: true),
        Page("d", total: 4, hasNext: true));

    [Fact]
    public void A_full_page_is_not_the_last_of_a_list_that_has_grown_whatever_it_says_itself() => Says(
        ["1: a b", "2: c d", "3: e f", "end"],
        error: null,
        Page("a b", total: 4, hasNext: true),
        Page("c d", total: 6, hasNext: false),
        Page("e f", total: 6, hasNext: false));

    [Fact]
    public void Rows_that_are_not_UTF_8_are_rows()
    {
        using JsonDocument row = JsonDocument.Parse((byte[])[.. "{\"name\":\""u8, 0xFF, .. "\"}"u8]);
        var cursor = new ListCursor(pageSize: 100);

        Assert.Single(cursor.Accept(new ListPage([row.RootElement], Total: 1, Limit: null, HasNext: null, Warning: null)));
        Assert.Null(cursor.Next);
        Assert.Null(cursor.Error("a list"));
    }

    private static void Says(string[] expected, string? error, params ListPage[] pages)
    {
        (IReadOnlyList<string> read, string? said) = Read(pages);

        Assert.Equal(expected, read);
        Assert.Equal(error, said);
    }

    private static (IReadOnlyList<string> Read, string? Error) Read(ListPage[] pages)
    {
        var cursor = new ListCursor(pageSize: 100);
        List<string> read = [];
        foreach (ListPage page in pages)
        {
            int? number = cursor.Next;
            read.Add($"{number}: {string.Join(' ', cursor.Accept(page).Select(row => row.GetProperty("name").GetString()))}".TrimEnd());
        }
        read.Add(cursor.Next is null ? "end" : "more");
        return (read, cursor.Error("a list")?.Message);
    }

    // A row with a '-' in front has no id.
    private static ListPage Page(string rows, long? total = null, bool? hasNext = null) => new(
        [.. rows.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(RowOf)], total, Limit: null, hasNext, Warning: null);

    private static JsonElement RowOf(string name)
    {
        using JsonDocument document = JsonDocument.Parse(name[0] == '-' ? $$"""{"name":"{{name}}"}""" : $$"""{"name":"{{name}}","id":"{{name}}"}""");
        return document.RootElement.Clone();
    }
}
