using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>A release is made by a workflow that can be trusted, and held against the one before.</summary>
public sealed partial class ReleaseTests
{
    private static readonly string[] Rights = ["attestations: write", "contents: read", "id-token: write"];

    private static readonly XDocument Properties = XDocument.Load(Path.Combine(RepositoryRoot.FullName, "Directory.Build.props"));

    private static string Workflow => RepositoryRoot.Read(".github/workflows/release.yml");

    // Who makes the next version has to say what it is compared with.
    [Fact]
    public void The_packages_are_compared_with_the_last_release_of_the_changelog()
    {
        string next = Value("VersionPrefix");
        string last = Released().Matches(RepositoryRoot.Read("CHANGELOG.md")).Select(section => section.Groups["version"].Value).FirstOrDefault(version => version != next, "");

        Assert.Equal(last, Value("PackageValidationBaselineVersion"));
    }

    [Fact]
    public void Whoever_may_publish_builds_nothing_and_whoever_builds_may_nothing()
    {
        Dictionary<string, string> jobs = Job().Matches(Workflow.Split("\njobs:\n")[1]).ToDictionary(job => job.Groups["name"].Value, job => job.Value);

        Assert.Equal(["gate", "pack", "publish"], jobs.Keys);
        Assert.Contains("\npermissions:\n  contents: read\n\n", Workflow, StringComparison.Ordinal);
        Assert.Equal(Rights, Right().Matches(jobs["publish"]).Select(right => right.Value.Trim()).Order(StringComparer.Ordinal));
        Assert.DoesNotMatch(@"\.ci/|dotnet (?!nuget push )", jobs["publish"]);
        Assert.DoesNotContain("permissions:", jobs["gate"] + jobs["pack"], StringComparison.Ordinal);
        Assert.Contains("needs: [gate, pack]", jobs["publish"], StringComparison.Ordinal);
    }

    [Fact]
    public void No_workflow_knows_a_secret_or_names_a_host() =>
        Assert.All(Directory.GetFiles(Path.Combine(RepositoryRoot.FullName, ".github/workflows")), file =>
            Assert.DoesNotMatch(@"\bsecrets\b|://", File.ReadAllText(file)));

    private static string Value(string name) => Properties.Descendants(name).Single().Value;

    [GeneratedRegex(@"^## \[(?<version>\d[^\]]*)\]", RegexOptions.Multiline)]
    private static partial Regex Released();

    [GeneratedRegex(@"^  (?<name>\w+):\n(?:(?:    .*|  #.*)?\n)+", RegexOptions.Multiline)]
    private static partial Regex Job();

    [GeneratedRegex("^ +[a-z-]+: (read|write)$", RegexOptions.Multiline)]
    private static partial Regex Right();
}
