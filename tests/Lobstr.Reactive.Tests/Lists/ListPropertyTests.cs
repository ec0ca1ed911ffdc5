using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>Lists of any server that does not change while it is read: they end soon, with all the rows or an error.</summary>
public sealed class ListPropertyTests
{
    private static readonly Gen<AnyListServer> AnyServer = Gen.Select(
        Gen.Int[0, 40],
        Gen.Int[1, 12],
        Gen.Int[0, 3].Array[0, 4],
        Gen.OneOfConst(Enum.GetValues<NextStyle>()),
        Gen.OneOfConst(Enum.GetValues<AfterTheLast>()),
        Gen.Select(Gen.Int[-1, 3], Gen.Bool, Gen.Bool, Gen.Bool),
        (rows, pageSize, gaps, next, after, said) => new AnyListServer
        {
            Rows = rows,
            PageSize = pageSize,
            Gaps = gaps,
            Next = next,
            After = after,
            // Now and then a wrong one.
            Announced = said.Item1 < 0 ? null : rows + (said.Item1 == 3 ? 5 : 0),
            SaysPages = said.Item2,
            SaysLimit = said.Item3,
            HasIds = said.Item4,
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_list_ends_soon_with_all_its_rows_or_with_an_error(bool isPulled) =>
        AnyServer.Sample(
            server =>
            {
                var asked = new ListServer(server.BodyOf) { Patience = (3 * server.Pages) + 60 };

                ListReading reading = ListReading.Of(asked, isPulled);

                Assert.True(reading.Error is null or LobstrProtocolException, $"{reading.Error}");
                // Whatever came came once and in order; a page whose rows were all there before brings none.
                Assert.Equal(reading.Rows.Distinct().Order(), reading.Rows);
                if (reading.Error is null && server.TellsItsEnd)
                    Assert.Equal(Enumerable.Range(1, server.Rows), reading.Rows);
                if (reading.Error is null && server.Announced is { } announced)
                    Assert.True(reading.Rows.Count >= announced, $"{reading.Rows.Count} of {announced} rows.");
                if (server.IsHonest)
                    Assert.Null(reading.Error);
            },
            iter: 5_000,
            threads: 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_list_that_grows_at_its_beginning_while_it_is_read_is_read_whole(bool isPulled) =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 5], Gen.Int[0, 12].Array[0, 8], Gen.Bool, Gen.Bool).Sample(
            (rows, pageSize, growth, saysPages, saysNext) =>
            {
                int asked = 0;
                int total = rows;
                var server = new ListServer(page =>
                {
                    total += asked > 0 && asked <= growth.Length ? growth[asked - 1] : 0;
                    asked++;
                    int newest = total - ((page - 1) * pageSize);
                    bool isLast = newest <= pageSize;
                    string data = string.Join(',', Enumerable.Range(0, Math.Clamp(newest, 0, pageSize)).Select(i => $$"""{"id":{{newest - i}},"n":{{newest - i}}}"""));
                    string pages = saysPages ? $"\"total_pages\":{(total + pageSize - 1) / pageSize}," : "";
                    string next = saysNext ? $"\"next\":{(isLast ? "null" : $"\"{ListServer.Address(page + 1)}\"")}," : "";
                    return $$"""{"total_results":{{total}},{{pages}}{{next}}"data":[{{data}}]}""";
                });

                ListReading reading = ListReading.Of(server, isPulled);

                Assert.Null(reading.Error);
                // Nothing that was there at the beginning is missed, and nothing that was announced with the last page.
                Assert.Equal(Enumerable.Range(1, reading.Rows.Count), reading.Rows.Order());
                Assert.InRange(reading.Rows.Count, rows, total);
            },
            iter: 3_000,
            threads: 1);
}
