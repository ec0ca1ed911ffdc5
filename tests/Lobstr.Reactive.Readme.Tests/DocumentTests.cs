using System.Text.RegularExpressions;

namespace Lobstr.Reactive.Readme.Tests;

/// <summary>What the documents of the repository point at is there.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents =>
        ["README.md", "CHANGELOG.md", "src/README.md", ".github/CONTRIBUTING.md", ".github/DECISIONS.md", ".github/MUTANTS.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_into_the_repository_leads_somewhere(string document)
    {
        foreach (string target in TargetsOf(document).Where(target => !IsElsewhere(target)))
        {
            string[] parts = target.Split('#');
            string path = parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]);
            Assert.True(File.Exists(Path.Combine(RepositoryRoot.FullName, path)), $"{document} links to {target}, which is not there.");
            if (parts.Length > 1)
                Assert.True(AnchorsOf(path).Contains(parts[1]), $"{document} links to {target}, and there is no such heading.");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_project_that_is_named_in_a_command_is_there(string document)
    {
        foreach (Match project in Project().Matches(RepositoryRoot.Read(document)))
            Assert.True(Directory.Exists(Path.Combine(RepositoryRoot.FullName, project.Groups["path"].Value)), $"{document} runs {project.Groups["path"].Value}, which is not there.");
    }

    [Fact]
    public void The_README_shows_the_picture() =>
        Assert.Contains("samples/WatchMany/picture.svg", TargetsOf("README.md"));

    private static IEnumerable<string> TargetsOf(string document) =>
        Link().Matches(Fence().Replace(RepositoryRoot.Read(document), "")).Select(link => link.Groups["target"].Value);

    private static bool IsElsewhere(string target) => target.StartsWith("https://", StringComparison.Ordinal);

    // As GitHub makes them of headings.
    private static HashSet<string> AnchorsOf(string document) =>
    [
        .. Heading().Matches(Fence().Replace(RepositoryRoot.Read(document), ""))
            .Select(heading => NotInAnchors().Replace(heading.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"--project (?<path>[\w./]+)")]
    private static partial Regex Project();
}
