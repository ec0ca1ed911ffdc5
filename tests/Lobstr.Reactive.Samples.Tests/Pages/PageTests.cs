using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages;

/// <summary>The pages show the recipes as they are run here, and name everything that there is.</summary>
public sealed partial class PageTests
{
    private const string Options = "src/Lobstr.Reactive/docs/options.md";
    private const string Errors = "src/Lobstr.Reactive/docs/errors.md";
    private const string Metrics = "src/Lobstr.Reactive/docs/clients.md";

    private static readonly IReadOnlyList<(string Name, string Code)> Recipes =
    [
        .. from path in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.FullName, "tests"), "*.cs", SearchOption.AllDirectories)
           from recipe in Recipe().Matches(File.ReadAllText(path).ReplaceLineEndings("\n"))
           select (recipe.Groups["name"].Value, Unindented(recipe.Groups["code"].Value)),
    ];

    public static TheoryData<string> RecipeNames => [.. Recipes.Select(recipe => recipe.Name)];

    public static TheoryData<string> Pages => [.. Page.All];

    public static TheoryData<string> Packages => [.. Page.Packages];

    [Fact]
    public void There_are_recipes()
    {
        Assert.NotEmpty(Recipes);
        Assert.Equal(Recipes.Count, Recipes.Select(recipe => recipe.Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_of_a_page_is_run_here(string page)
    {
        foreach (string block in BlocksOf(page))
            Assert.True(Recipes.Any(recipe => recipe.Code == block), $"This is in {page}, and no test runs it:\n\n{block}");
    }

    // A readme may show it once more.
    [Theory]
    [MemberData(nameof(RecipeNames))]
    public void Every_recipe_is_on_one_page(string name)
    {
        string code = Recipes.Single(recipe => recipe.Name == name).Code;
        string[] readmes = [.. Page.Readmes.Where(page => BlocksOf(page).Contains(code))];
        string[] docs = [.. Page.Docs.SelectMany(BlocksOf).Where(block => block == code)];

        Assert.True(docs.Length == 1 || (docs.Length == 0 && readmes.Length > 0), $"This should be on a page, once:\n\n{code}");
    }

    [Fact]
    public void The_README_has_eight_recipes_and_the_pages_have_the_rest()
    {
        string[] ofReadme = [.. BlocksOf("README.md")];

        Assert.Equal(1 + 8, ofReadme.Length);
        Assert.Equal(ofReadme.Length, ofReadme.Distinct().Count());
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(RepositoryRoot.Read("README.md")), 1, 14 * 1024);
    }

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_package_has_a_short_readme_of_its_own_with_an_example(string package)
    {
        string readme = $"src/{package}/README.md";

        Assert.NotEmpty(BlocksOf(readme));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(RepositoryRoot.Read(readme)), 1, 6 * 1024);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_README_leads_to_every_page(string page) =>
        Assert.True(page == "README.md" || RepositoryRoot.Read("README.md").Contains($"]({page}", StringComparison.Ordinal), page);

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_code_hides_under_another_name(string page)
    {
        string[] fences = [.. RepositoryRoot.Read(page).Split('\n').Select(line => line.TrimStart()).Where(line => line.StartsWith("```", StringComparison.Ordinal))];
        string[] openings = [.. fences.Where((_, index) => index % 2 == 0)];

        Assert.All(openings, opening => Assert.True(opening is "```csharp" or "```sh" or "```text", opening));
        Assert.All(fences.Except(openings), closing => Assert.Equal("```", closing));
        Assert.Equal(BlocksOf(page).Count(), openings.Count(opening => opening == "```csharp"));
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
        HashSet<string> rows = RowsOf(Options);
        foreach (string name in options.GetProperties().Where(option => option.SetMethod is not null).Select(option => option.Name))
            Assert.True(rows.Contains(name), $"{options.Name}.{name} is in no table of {Options}.");
    }

    [Fact]
    public void Every_error_is_in_a_table()
    {
        HashSet<string> rows = RowsOf(Errors);
        foreach (Type error in typeof(LobstrClient).Assembly.GetExportedTypes().Where(type => type.IsAssignableTo(typeof(Exception)) && !type.IsAbstract))
            Assert.True(rows.Contains(error.Name), $"{error.Name} is in no table of {Errors}.");
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
        HashSet<string> rows = RowsOf(Metrics);
        foreach (string name in names)
            Assert.True(rows.Contains(name), $"{name} is in no table of {Metrics}.");
    }

    private static HashSet<string> RowsOf(string page) =>
        [.. FirstCell().Matches(RepositoryRoot.Read(page)).SelectMany(cell => Name().Matches(cell.Value)).Select(name => name.Groups["name"].Value)];

    private static IEnumerable<string> BlocksOf(string page) => CodeBlock()
        .Matches(RepositoryRoot.Read(page))
        .Where(block => block.Groups["language"].Value == "csharp")
        .Select(block => Unindented(block.Groups["code"].Value));

    private static void Add(HashSet<string> names, Instrument instrument)
    {
        if (instrument.Meter.Name == "Lobstr.Reactive")
            names.Add(instrument.Name);
    }

    private static string Unindented(string code)
    {
        string[] lines = code.TrimEnd('\n').Split('\n');
        int indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length > 0 ? line[indent..] : line));
    }

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^ *// Recipe: (?<name>[^\n]+)\n(?<code>.*?)^ *// Recipe end$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Recipe();

    [GeneratedRegex(@"^\| `[^|]+ \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Name();
}
