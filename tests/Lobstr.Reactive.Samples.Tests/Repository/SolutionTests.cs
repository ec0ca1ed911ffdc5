using System.Text.RegularExpressions;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>What an editor opens and <c>dotnet build</c> builds is all of the repository, and nothing that nobody builds.</summary>
public sealed partial class SolutionTests
{
    private static readonly string[] Folders = ["src", "tests", "samples"];

    private static readonly string[] Configurations = ["Debug|Any CPU", "Release|Any CPU"];

    // What a configuration is for a project, and that the project is built in it.
    private static readonly string[] EntriesOfConfigurations = ["ActiveCfg", "Build.0"];

    // For VSTest, which the solution's test runner does not take.
    private const string Outside = "tests/Runners/";

    private static readonly string Solution = RepositoryRoot.Read("Lobstr.Reactive.sln");

    [Fact]
    public void It_names_every_project_and_none_twice() =>
        Assert.Equal(ProjectsOnDisk().Order(StringComparer.Ordinal), Projects().Select(project => project.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void It_has_no_configuration_but_debug_and_release() =>
        Assert.Equal(Configurations, Section("SolutionConfigurationPlatforms").Select(line => line.Split(" = ")[0]));

    [Fact]
    public void It_builds_every_project_in_each_configuration()
    {
        IEnumerable<string> expected =
            from project in Projects()
            from configuration in Configurations
            from name in EntriesOfConfigurations
            select $"{project.Id}.{configuration}.{name} = {configuration}";

        Assert.Equal(expected.Order(StringComparer.Ordinal), Section("ProjectConfigurationPlatforms").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void It_shows_each_project_in_the_folder_that_it_lies_in()
    {
        ILookup<string, string> folders = Section("NestedProjects").ToLookup(line => line.Split(" = ")[0], line => line.Split(" = ")[1]);
        Dictionary<string, string> names = Entries().ToDictionary(entry => entry.Id, entry => entry.Path);

        Assert.All(Projects(), project => Assert.Equal(project.Path.Split('/')[0], names[Assert.Single(folders[project.Id])]));
    }

    private static IEnumerable<string> ProjectsOnDisk() =>
        Folders.SelectMany(RepositoryRoot.Projects).Where(project => !project.StartsWith(Outside, StringComparison.Ordinal));

    private static IEnumerable<(string Id, string Path)> Projects() =>
        Entries().Where(entry => entry.Path.EndsWith(".csproj", StringComparison.Ordinal));

    // Projects, and the folders that hold them.
    private static IEnumerable<(string Id, string Path)> Entries() =>
        Entry().Matches(Solution).Select(entry => (entry.Groups["id"].Value, entry.Groups["path"].Value.Replace('\\', '/')));

    private static string[] Section(string name)
    {
        string text = Regex.Match(Solution, $@"\n\tGlobalSection\({name}\) = \w+\n(?<lines>.*?)\n?\tEndGlobalSection", RegexOptions.Singleline).Groups["lines"].Value;
        return text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex("""^Project\("[^"]+"\) = "[^"]+", "(?<path>[^"]+)", "(?<id>[^"]+)"$""", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
