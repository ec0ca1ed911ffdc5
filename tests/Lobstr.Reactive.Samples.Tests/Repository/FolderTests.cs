using System.Text.RegularExpressions;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>
/// The folders of the library depend on each other as <c>src/README.md</c> says, and on nothing else. Read from the source: a folder
/// needs another one if a file of it names a type of that one.
/// </summary>
public sealed partial class FolderTests
{
    private const string Library = "src/Lobstr.Reactive";
    private const string Root = "LobstrClient.cs";

    // Names alone: an error says which option would help, a connection is made of the options; the rest are members that are named like a type.
    private static readonly HashSet<string> Names =
    [
        "LobstrClient", "LobstrClientOptions", "Activity", "ActivityContext", "RequestFailed", "RequestSent", "Retries", "RetryScheduled", "Run", "State", "Waiting",
    ];

    [Fact]
    public void Each_folder_needs_what_the_page_says_and_nothing_else()
    {
        Dictionary<string, string[]> promised = Rows().ToDictionary(row => row.Folder, row => row.Needs);
        Dictionary<string, SortedSet<string>> real = Needs();

        Assert.Equal(promised.Keys.Order(StringComparer.Ordinal), real.Keys.Order(StringComparer.Ordinal));
        Assert.All(real, folder =>
        {
            if (folder.Key != Root)
                Assert.Equal(promised[folder.Key].Order(StringComparer.Ordinal), folder.Value);
        });
    }

    [Fact]
    public void No_folder_needs_what_needs_it()
    {
        Dictionary<string, SortedSet<string>> needs = Needs();
        List<string> left = [.. needs.Keys];
        while (left.Find(folder => needs[folder].All(needed => !left.Contains(needed))) is { } free)
            left.Remove(free);

        Assert.Empty(left);
    }

    [Fact]
    public void What_is_said_to_be_decided_in_a_file_names_a_file_that_there_is()
    {
        string[] files = [.. DecidedIn().Matches(RepositoryRoot.Read("src/README.md"))
            .SelectMany(row => File().Matches(row.Groups["files"].Value))
            .Select(file => file.Groups["path"].Value)];

        Assert.InRange(files.Length, 10, 40);
        Assert.All(files, file => Assert.True(System.IO.File.Exists(Path.Combine(RepositoryRoot.FullName, Library, file)), file));
    }

    [Fact]
    public void Each_decision_names_tests_that_there_are()
    {
        string[] decisions = [.. Decision().Split(RepositoryRoot.Read(".github/DECISIONS.md")).Skip(1)];
        HashSet<string> classes = [.. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.FullName, "tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))];

        Assert.InRange(decisions.Length, 25, 60);
        Assert.All(decisions, decision =>
        {
            string[] tests = [.. TestClass().Matches(HeldBy().Split(decision)[^1]).Select(test => test.Groups["name"].Value)];
            Assert.NotEmpty(tests);
            Assert.Matches(HeldBy(), decision);
            Assert.All(tests, test => Assert.Contains(test, classes));
        });
    }

    private static IEnumerable<(string Folder, string[] Needs)> Rows()
    {
        foreach (Match row in Folder().Matches(RepositoryRoot.Read("src/README.md")))
        {
            string[] needs = [.. Quoted().Matches(row.Groups["needs"].Value).Select(name => name.Groups["name"].Value)];
            foreach (Match folder in Quoted().Matches(row.Groups["folders"].Value))
                yield return (folder.Groups["name"].Value.TrimEnd('/'), needs);
        }
    }

    private static Dictionary<string, SortedSet<string>> Needs()
    {
        List<(string Folder, string Code)> files = [.. Sources()];
        Dictionary<string, string> homes = [];
        foreach ((string folder, string code) in files)
        {
            foreach (Match type in Declaration().Matches(code))
                homes.TryAdd(type.Groups["name"].Value, folder);
        }

        var needs = files.Select(file => file.Folder).Distinct().ToDictionary(folder => folder, _ => new SortedSet<string>(StringComparer.Ordinal));
        foreach ((string folder, string code) in files)
        {
            foreach (Match word in Word().Matches(code))
            {
                if (!Names.Contains(word.Value) && homes.TryGetValue(word.Value, out string? home) && home != folder)
                    needs[folder].Add(home);
            }
        }

        return needs;
    }

    // What stands in comments and in texts names no type; extension methods are found by the class that has them.
    private static IEnumerable<(string Folder, string Code)> Sources()
    {
        string library = Path.Combine(RepositoryRoot.FullName, Library);
        foreach (string path in Directory.EnumerateFiles(library, "*.cs", SearchOption.AllDirectories))
        {
            string[] parts = Path.GetRelativePath(library, path).Split(Path.DirectorySeparatorChar);
            if (parts[0] is "obj" or "bin" || parts.Contains("netstandard2.0"))
                continue;
            string code = Text().Replace(Comment().Replace(System.IO.File.ReadAllText(path), ""), "\"\"");
            yield return (parts.Length == 1 ? Root : parts[0], code.Replace(".TrySchedule", " SchedulerExtensions", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex(@"^\| (?<folders>`[^|]+) \| [^|]+ \| (?<needs>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Folder();

    [GeneratedRegex(@"`(?<name>[^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\| [^|`]+ \| (?<files>`[^|]+\.cs`[^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex DecidedIn();

    [GeneratedRegex(@"`(?<path>[^`]+\.cs)`")]
    private static partial Regex File();

    [GeneratedRegex(@"(?=^\*\*)", RegexOptions.Multiline)]
    private static partial Regex Decision();

    [GeneratedRegex(@"Held\s+by")]
    private static partial Regex HeldBy();

    [GeneratedRegex(@"`(?<name>\w+Tests)`")]
    private static partial Regex TestClass();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(?:struct\s+)?(?<name>[A-Z]\w*)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w*\b")]
    private static partial Regex Word();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex("""
        "(?:[^"\\\n]|\\.)*"
        """)]
    private static partial Regex Text();
}
