using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>The tests are a tree that a newcomer can guess: each project says what it is for, and each source is in one of them.</summary>
public sealed partial class TestProjectTests
{
    public static TheoryData<string> Projects =>
        [.. RepositoryRoot.Projects("tests").Concat(RepositoryRoot.Projects("samples")).Order(StringComparer.Ordinal)];

    [Fact]
    public void Each_is_in_the_table_of_CONTRIBUTING()
    {
        string[] folders = [.. RepositoryRoot.Projects("tests").Select(project => project.Split('/')[1]).Distinct().Order(StringComparer.Ordinal)];
        string[] rows = [.. Row().Matches(RepositoryRoot.Read(".github/CONTRIBUTING.md")).Select(row => row.Groups["name"].Value).Order(StringComparer.Ordinal)];

        Assert.Equal(folders, rows);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void None_compiles_what_lies_in_another(string project) =>
        Assert.All(
            XDocument.Load(Path.Combine(RepositoryRoot.FullName, project)).Descendants("Compile").Attributes("Include").Select(include => include.Value),
            include => Assert.DoesNotMatch(@"\.\.|\$\(", include));

    [GeneratedRegex(@"^\| `(?<name>Lobstr\.Reactive\.\w+(\.Tests)?|Lobstr\.Reactive\.Tests|Runners)/?` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
