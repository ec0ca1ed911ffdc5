namespace Lobstr.Reactive.FuzzTests;

/// <summary>The answer to a file that was sent: an id that can stand in a path, as the service wrote it, or an error.</summary>
internal sealed class TicketTarget : FuzzTarget
{
    public override string Name => "ticket";

    public override void Check(byte[] input)
    {
        string? id = ReadOrRefuse(UploadTicketResource.Instance, input, "squid-1");
        using var oracle = new Oracle(input);
        string? said = oracle.Text("id");
        if (id is not null)
            Require(id == said && ResourceId.IsValid(id), $"The id '{id}' was made up.");
        else
            Require(said is null || !ResourceId.IsValid(said) || !oracle.IsReadable(), $"The id '{said}' was lost.");
    }
}
