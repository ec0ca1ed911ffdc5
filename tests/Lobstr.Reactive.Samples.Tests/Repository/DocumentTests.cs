using System.Text.RegularExpressions;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>What the documents of the repository point at is there.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents =>
    [
        .. Pages.Page.All, "CHANGELOG.md", "src/README.md", "samples/Dashboard/README.md", "samples/Webhooks/README.md",
        ".github/CONTRIBUTING.md", ".github/DECISIONS.md", ".github/MUTANTS.md", ".github/SECURITY.md",
    ];

    /// <summary>What GitHub shows at a place of its own, so that links need whole addresses.</summary>
    public static TheoryData<string> Forms =>
    [
        ".github/SECURITY.md",
        ".github/PULL_REQUEST_TEMPLATE.md",
        .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.FullName, ".github/ISSUE_TEMPLATE"))
            .Select(form => ".github/ISSUE_TEMPLATE/" + Path.GetFileName(form))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_into_the_repository_leads_somewhere(string document)
    {
        foreach (string target in TargetsOf(document).Where(target => !IsElsewhere(target)))
        {
            string[] parts = target.Split('#', 2);
            AssertLeadsSomewhere(document, target, parts[0].Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, parts[0]));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_address_on_GitHub_is_one_of_this_repository_and_leads_somewhere(string form)
    {
        string files = RepositoryRoot.Url + "/blob/main/";
        foreach (string address in Address().Matches(RepositoryRoot.Read(form)).Select(address => address.Value))
        {
            if (address.StartsWith(files, StringComparison.Ordinal))
                AssertLeadsSomewhere(form, address, address[files.Length..].Split('#')[0]);
            else
                Assert.Equal(RepositoryRoot.Url + "/security/advisories/new", address);
        }
    }

    [Fact]
    public void Whatever_takes_text_from_the_public_warns_never_to_paste_an_API_key() =>
        Assert.All(
            Forms.Select(row => row.Data).Where(form => form is not (".github/SECURITY.md" or ".github/ISSUE_TEMPLATE/config.yml")),
            form => Assert.Contains("Never paste an API key", RepositoryRoot.Read(form), StringComparison.Ordinal));

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

    private static void AssertLeadsSomewhere(string document, string target, string path)
    {
        Assert.True(File.Exists(Path.Combine(RepositoryRoot.FullName, path)), $"{document} links to {target}, which is not there.");
        if (target.Split('#', 2) is [_, string anchor])
            Assert.True(AnchorsOf(path).Contains(anchor), $"{document} links to {target}, and there is no such heading.");
    }

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

    [GeneratedRegex(@"https://github\.com/[^\s)]+")]
    private static partial Regex Address();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex(@"--project (?<path>[\w./]+)")]
    private static partial Regex Project();
}
