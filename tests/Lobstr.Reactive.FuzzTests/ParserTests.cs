namespace Lobstr.Reactive.FuzzTests;

/// <summary>What reads the bytes of a server, by the thousand in every run of the tests, and by the million on demand.</summary>
public class ParserTests(ITestOutputHelper output)
{
    // About four seconds for all targets together on a slow core.
    private const long UsualCases = 10_000;

    public static TheoryData<string> Targets { get; } = FuzzTargets.Names;

    public static TheoryData<string, string> Files { get; } =
        [.. FuzzTargets.All.SelectMany(target => CorpusFiles.PathsOf(target.Name).Select(path => (target.Name, Path.GetFileName(path))))];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Whatever_a_server_sends_is_read_or_refused(string target)
    {
        var budget = FuzzBudget.FromEnvironment(UsualCases);

        long cases = Fuzzer.Run(FuzzTargets.Find(target), budget);

        output.WriteLine($"{target}: {cases} cases, seed {budget.Seed}");
        Assert.True(cases > 0, "Nothing was tried.");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_input_that_is_kept_is_read_or_refused(string target, string file)
    {
        byte[] input = File.ReadAllBytes(CorpusFiles.PathsOf(target).Single(path => Path.GetFileName(path) == file));

        Assert.Null(Fuzzer.FaultOf(FuzzTargets.Find(target), input));
    }
}
