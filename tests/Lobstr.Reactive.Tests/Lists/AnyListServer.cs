namespace Lobstr.Reactive.Tests;

/// <summary>How a server of lists behaves.</summary>
public sealed record AnyListServer
{
    public required int Rows { get; init; }

    /// <summary>The most rows that it puts on a page, whatever is asked for.</summary>
    public required int PageSize { get; init; }

    /// <summary>How many empty pages it has before each of its first pages.</summary>
    public required int[] Gaps { get; init; }

    public required NextStyle Next { get; init; }

    public required AfterTheLast After { get; init; }

    /// <summary>Its <c>total_results</c>.</summary>
    public required int? Announced { get; init; }

    public required bool SaysPages { get; init; }

    public required bool SaysLimit { get; init; }

    public required bool HasIds { get; init; }

    /// <summary>How many pages it has, the empty ones included.</summary>
    public int Pages => Math.Max(1, Layout.Count);

    /// <summary>Whether it says in some true way where the list goes on.</summary>
    public bool TellsItsEnd =>
        Announced == Rows || (SaysPages && Announced is null) || Next is not (NextStyle.Absent or NextStyle.AlwaysNull);

    /// <summary>Whether all that it says is true, so that there is nothing to complain of.</summary>
    public bool IsHonest => (Announced is null || Announced == Rows) && Next is not (NextStyle.Endless or NextStyle.Word);

    private List<(int First, int Count)> Layout
    {
        get
        {
            var layout = new List<(int First, int Count)>();
            for (int first = 1, block = 0; first <= Rows; first += PageSize, block++)
            {
                layout.AddRange(Enumerable.Repeat((first, 0), block < Gaps.Length ? Gaps[block] : 0));
                layout.Add((first, Math.Min(PageSize, Rows - first + 1)));
            }
            return layout;
        }
    }

    public string BodyOf(int page)
    {
        List<(int First, int Count)> layout = Layout;
        int given = page <= layout.Count || layout.Count == 0 ? page : After switch
        {
            AfterTheLast.TheLastPage => layout.Count,
            AfterTheLast.TheFirstPageAgain => ((page - 1) % layout.Count) + 1,
            _ => page,
        };
        (int first, int count) = given <= layout.Count ? layout[given - 1] : (1, 0);
        string[] fields =
        [
            Announced is null ? "" : $"\"total_results\":{Announced}",
            SaysPages ? $"\"total_pages\":{layout.Count}" : "",
            SaysLimit ? $"\"limit\":{PageSize}" : "",
            NextOf(page, layout.Count),
        ];
        return ListServer.Page(first, count, string.Join(',', fields.Where(field => field.Length > 0)), HasIds);
    }

    public override string ToString() =>
        $"{Rows} rows, {PageSize} a page, gaps [{string.Join(',', Gaps)}], next {Next}, then {After}, total {Announced}, pages {SaysPages}, limit {SaysLimit}, ids {HasIds}";

    private string NextOf(int page, int pages) => Next switch
    {
        NextStyle.Absent => "",
        NextStyle.AlwaysNull => "\"next\":null",
        NextStyle.Word => "\"next\":\"more\"",
        NextStyle.Endless => $"\"next\":\"{ListServer.Address(page + 1)}\"",
        _ when page < pages => $"\"next\":\"{ListServer.Address(page + 1)}\"",
        NextStyle.EmptyAtTheEnd => "\"next\":\"\"",
        NextStyle.FalseAtTheEnd => "\"next\":false",
        NextStyle.ItselfAtTheEnd => $"\"next\":\"{ListServer.Address(page)}\"",
        _ => "\"next\":null",
    };
}
