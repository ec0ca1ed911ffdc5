using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Readme;

/// <summary>The README shows the recipes as they are run here, and names everything that there is.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md")).ReplaceLineEndings("\n");

    private static readonly IReadOnlyList<string> Blocks =
        [.. CodeBlock().Matches(Readme).Where(block => block.Groups["language"].Value == "csharp").Select(block => Unindented(block.Groups["code"].Value))];

    private static readonly IReadOnlyList<(string Name, string Code)> Pieces =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Readme", "Recipes"), "*.cs").SelectMany(PiecesOf)];

    public static TheoryData<string> PieceNames => [.. Pieces.Select(piece => piece.Name)];

    [Fact]
    public void There_are_recipes()
    {
        Assert.NotEmpty(Pieces);
        Assert.Equal(Pieces.Count, Pieces.Select(piece => piece.Name).Distinct().Count());
    }

    [Fact]
    public void Every_block_of_the_README_is_run_here()
    {
        foreach (string block in Blocks)
            Assert.True(Pieces.Any(piece => piece.Code == block), $"This is in the README, and no test runs it:\n\n{block}");
    }

    [Theory]
    [InlineData("Lobstr.Reactive.Hosting")]
    [InlineData("Lobstr.Reactive.Sqlite")]
    public void A_package_with_a_README_of_its_own_shows_recipes_that_are_run_here_and_is_short(string package)
    {
        string readme = RepositoryRoot.Read($"src/{package}/README.md").ReplaceLineEndings("\n");

        Match[] blocks = CodeBlock().Matches(readme).ToArray();
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(Pieces, piece => piece.Code == Unindented(block.Groups["code"].Value)));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(readme), 1, 6 * 1024);
    }

    [Theory]
    [MemberData(nameof(PieceNames))]
    public void Every_recipe_is_in_the_README_once(string name)
    {
        string code = Pieces.Single(piece => piece.Name == name).Code;
        Assert.True(Blocks.Count(block => block == code) == 1, $"This should be in the README, once:\n\n{code}");
    }

    [Fact]
    public void No_code_hides_under_another_name()
    {
        string[] fences = [.. Readme.Split('\n').Select(line => line.TrimStart()).Where(line => line.StartsWith("```", StringComparison.Ordinal))];
        string[] openings = [.. fences.Where((_, index) => index % 2 == 0)];

        Assert.All(openings, opening => Assert.True(opening is "```csharp" or "```sh" or "```text", opening));
        Assert.All(fences.Except(openings), closing => Assert.Equal("```", closing));
        Assert.Equal(Blocks.Count, openings.Count(opening => opening == "```csharp"));
    }

    [Theory]
    [InlineData(typeof(WatchOptions))]
    [InlineData(typeof(RetryPolicy))]
    [InlineData(typeof(LobstrClientOptions))]
    [InlineData(typeof(LobstrHostingOptions))]
    [InlineData(typeof(LobstrWatchOptions))]
    [InlineData(typeof(UploadTrackingOptions))]
    public void Every_option_is_in_a_table(Type options)
    {
        foreach (string name in options.GetProperties().Where(option => option.SetMethod is not null).Select(option => option.Name))
            Assert.True(Rows.Contains(name), $"{options.Name}.{name} is in no table.");
    }

    [Fact]
    public void Every_error_is_in_a_table()
    {
        foreach (Type error in typeof(LobstrClient).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception)) && !type.IsAbstract))
            Assert.True(Rows.Contains(error.Name), $"{error.Name} is in no table.");
    }

    [Fact]
    public void Every_metric_is_in_a_table()
    {
        var names = new HashSet<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => Add(names, instrument) };
        listener.Start();
        var simulator = new LobstrSimulator(new System.Reactive.Concurrency.HistoricalScheduler());
        using LobstrClient client = simulator.CreateClient();
        client.Uploads.Watch(simulator.AddUpload(UploadScript.Succeeds())).Subscribe();

        Assert.NotEmpty(names);
        foreach (string name in names)
            Assert.True(Rows.Contains(name), $"{name} is in no table.");
    }

    private static HashSet<string> Rows { get; } =
        [.. FirstCell().Matches(Readme).SelectMany(cell => Name().Matches(cell.Value)).Select(name => name.Groups["name"].Value)];

    private static void Add(HashSet<string> names, Instrument instrument)
    {
        if (instrument.Meter.Name == "Lobstr.Reactive")
            names.Add(instrument.Name);
    }

    private static IEnumerable<(string Name, string Code)> PiecesOf(string path) => Piece()
        .Matches(File.ReadAllText(path).ReplaceLineEndings("\n"))
        .Select(piece => (piece.Groups["name"].Value, Unindented(piece.Groups["code"].Value)));

    private static string Unindented(string code)
    {
        string[] lines = code.TrimEnd('\n').Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^ *// README: (?<name>[^\n]+)\n(?<code>.*?)^ *// README end$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Piece();

    [GeneratedRegex(@"^\| `[^|]+ \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Name();
}
