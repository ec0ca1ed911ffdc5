namespace Lobstr.Reactive.Testing.Tests;

public sealed class CountingTests : SimulatorTest
{
    [Fact]
    public void Ten_rows_of_which_two_repeat_others_are_eight_tasks() => Assert.Equal(
        new UploadMeta { Valid = 10, Inserted = 8, Duplicates = 2, Invalid = 0 },
        Count("url\n1\n2\n3\n4\n5\n6\n7\n8\n3\n8\n"));

    [Fact]
    public void Eight_rows_are_the_counts_of_the_documentation() => Assert.Equal(
        new UploadMeta { Valid = 8, Inserted = 8 },
        Count("url\n1\n2\n3\n4\n5\n6\n7\n8\n"));

    [Theory]
    [InlineData("a,b\n1,2,3\n", 0, 0, 1)] // too many cells
    [InlineData("a,b\n1\n", 0, 0, 1)] // too few
    [InlineData("a,b\n,\n", 0, 0, 1)] // nothing in them
    [InlineData("a,b\n \t,  \n", 0, 0, 1)] // white space in them
    [InlineData("a\n\"\"\n", 0, 0, 1)] // one empty cell, and not a blank line
    [InlineData("a,b\n1,\n,2\n", 2, 0, 0)] // something in one of them
    [InlineData("a\n1\n\n\r\n2\n\n", 2, 0, 0)] // blank lines are no rows
    [InlineData("a\r\n1\r\n2", 2, 0, 0)] // CRLF, and no line end at the end
    [InlineData("a\r1\r2\r", 2, 0, 0)] // CR
    [InlineData("\uFEFFa\n1\n", 1, 0, 0)] // byte order mark
    [InlineData("a,b\n\"1,1\",2\n", 1, 0, 0)] // a delimiter in quotes
    [InlineData("a,b\n\"1\n1\",\"2\r\n2\"\n", 1, 0, 0)] // line ends in quotes
    [InlineData("a\n\"say \"\"hi\"\"\"\n", 1, 0, 0)] // quotes in quotes
    [InlineData("a\n1 \"inch\"\n", 1, 0, 0)] // quotes inside an unquoted cell
    [InlineData("a\n1\n\"2\n3\n", 1, 0, 1)] // a quote that is not closed takes the rest of the file
    [InlineData("a\n\"1\"2\n3\n", 1, 0, 1)] // something after a quote
    [InlineData("a\n1\n\"1\"\n", 1, 1, 0)] // quoted or not, the same task
    [InlineData("a\n1\n 1\n", 2, 0, 0)] // white space makes another task
    [InlineData("a,b\n1,12\n11,2\n", 2, 0, 0)] // cells are compared one by one
    [InlineData("a\n,\n,\n", 0, 0, 2)] // invalid rows are not duplicates
    public void Rows_are_counted_as_the_service_counts_them(string text, int inserted, int duplicates, int invalid) => Assert.Equal(
        new UploadMeta { Valid = inserted + duplicates, Inserted = inserted, Duplicates = duplicates, Invalid = invalid }, Count(text));

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_column_and_a_character_like_any_other_elsewhere()
    {
        var file = new TaskFileReader("a.csv", ',', keptRows: 1);
        file.Read("\uFEFFurl\n"u8);
        file.Read("\uFEFF1\n"u8);
        TaskFileContent content = file.End();

        Assert.Equal(["url"], content.Columns);
        Assert.Equal(["\uFEFF1"], content.Rows[0]);
    }

    [Theory]
    [InlineData("tasks.tsv")]
    [InlineData("TASKS.TSV")]
    public void A_tsv_is_parted_at_tabs(string fileName)
    {
        Assert.Equal(new UploadMeta { Valid = 1, Inserted = 1, Invalid = 1 }, Count("a\tb\n1,1\t2\n1,2\n", fileName));
        Assert.Equal(["1,1", "2"], Simulator.Uploads[0].Rows[0]);
    }

    [Theory]
    [InlineData("text/csv", 1)]
    [InlineData("text/tab-separated-values; charset=utf-8", 2)]
    public void Where_the_name_says_nothing_the_content_type_does(string contentType, int columns)
    {
        var file = new StringContent("a\tb\n");
        file.Headers.Remove("Content-Type");
        file.Headers.TryAddWithoutValidation("Content-Type", contentType);
        using var form = new MultipartFormDataContent { { new StringContent(Squid), "squid" }, { file, "file", "-" } };

        Assert.Equal(200, (int)Ended(SendAsync(HttpMethod.Post, "tasks/upload", form)).StatusCode);
        Assert.Equal(columns, Simulator.Uploads[0].Columns.Count);
    }

    [Fact]
    public void Tasks_that_the_squid_has_already_are_duplicates_and_those_of_another_are_not()
    {
        Count("url\n1\n2\n");

        Assert.Equal(new UploadMeta { Valid = 3, Inserted = 1, Duplicates = 2 }, Count("url\n1\n2\n3\n"));
        Assert.Equal(new UploadMeta { Valid = 2, Inserted = 2 }, Count("url\n1\n2\n", squid: "other"));
    }
}
