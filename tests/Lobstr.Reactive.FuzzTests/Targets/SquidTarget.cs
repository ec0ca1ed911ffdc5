namespace Lobstr.Reactive.FuzzTests;

/// <summary>What is read of a squid, of what its crawler takes, of its emptying, and of the balance: never of another one, and in numbers that are some.</summary>
internal sealed class SquidTarget : FuzzTarget
{
    private const string Id = "a1";

    public override string Name => "squid";

    public override void Check(byte[] input)
    {
        using var oracle = new Oracle(input);
        bool isAnother = oracle.Text("id") is { Length: > 0 } id && !ResourceId.AreSame(id, Id);
        if (ReadOrRefuse(SquidResource.Existing, input, Id) is { } squid)
        {
            Require(oracle.IsObject && !isAnother && squid.Id == Id, "A squid was made up.");
            Require(squid.CrawlerId is null || ResourceId.IsValid(squid.CrawlerId), "What is no id would stand in a path.");
        }
        if (ReadOrRefuse(EmptiedSquidResource.Instance, input, Id) is { } emptied)
            Require(oracle.IsObject && !isAnother && emptied.Deleted >= 0, "A squid was emptied that was not.");
        if (ReadOrRefuse(BalanceResource.Instance, input, "") is { } balance)
            Require(double.IsFinite(balance.Available) && double.IsFinite(balance.Consumed), "A balance is not finite.");
        if (ReadOrRefuse(CrawlerParametersResource.Instance, input, Id) is { } parameters)
        {
            TaskFileCheck check = parameters.Check([.. parameters.All.Select(parameter => parameter.Name)]);
            Require(check.IsGood, "A file with all columns lacks one.");
            Require(parameters.Check([]).UnknownColumns.Count == 0, "A column was made up.");
        }
    }
}
