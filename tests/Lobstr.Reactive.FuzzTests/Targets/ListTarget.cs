using System.Text.Json;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>A page of runs, of tasks of a run, or of squids: each row is read and belongs there, or the page is refused.</summary>
internal sealed class ListTarget : FuzzTarget
{
    private const string Subject = "a1";

    public override string Name => "list";

    public override void Check(byte[] input)
    {
        Check(RunListResource.Instance, input, "squid", run => run.Id);
        Check(RunTaskListResource.Instance, input, "run", task => task.Id);
        Check(SquidListResource.Instance, input, owner: null, squid => squid.Id);
    }

    private static void Check<T>(ListResource<T> list, byte[] input, string? owner, Func<T, string> idOf)
    {
        if (ReadOrRefuse(list, input, ListResource<T>.IdOf(Subject, 1)) is not { } page)
            return;
        foreach (JsonElement row in page.Rows)
        {
            T read = list.ReadRow(row, Subject);
            Require(idOf(read) == row.GetProperty("id").GetString(), "An id was made up.");
            if (owner is not null && row.TryGetProperty(owner, out JsonElement said) && Oracle.TextOf(said) is { Length: > 0 } text && ResourceId.IsValid(text))
                Require(ResourceId.AreSame(text, Subject), "A row of another list was believed.");
        }
    }
}
