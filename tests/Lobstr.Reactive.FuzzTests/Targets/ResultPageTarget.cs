using System.Text.Json;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>A page of results: as many rows as there are, each to be kept, and the next page can be told.</summary>
internal sealed class ResultPageTarget : FuzzTarget
{
    private const string Run = "run-1";

    public override string Name => "results";

    public override void Check(byte[] input)
    {
        foreach (int number in (int[])[1, 2])
        {
            string id = ResultListResource.IdOf(Run, number);
            if (ReadOrRefuse(ResultListResource.Instance, input, id) is not { } page)
                continue;
            using (var oracle = new Oracle(input))
            {
                Require(oracle.IsObject, "A page was made up: the body is no JSON object.");
                Require(oracle.Last("data") is { ValueKind: JsonValueKind.Array } data && data.GetArrayLength() == page.Rows.Count, "Rows were made up or lost.");
            }
            Require(page.Rows.All(row => row.ValueKind is not JsonValueKind.Undefined), "A row cannot be kept.");
            var cursor = new ListCursor(ResultListResource.PageSize);
            Require(cursor.Accept(page).Count <= page.Rows.Count, "A row was delivered twice.");
            // The same page for ever: the list ends all the same.
            int asked = 1;
            for (; cursor.Next is not null && asked < 100; asked++)
                Require(cursor.Accept(page).Count == 0, "A row was delivered twice.");
            Require(cursor.Next is null, "A page that comes again and again has no end.");
            Require(cursor.Error("it") is null || page.Total is not null || page.Warning is not null || page.Rows.Count == 0, "Nothing was announced, and something is missing.");
        }
    }
}
