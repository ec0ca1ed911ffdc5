using System.Xml.Linq;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>The repository that these tests were built in.</summary>
internal static class RepositoryRoot
{
    public static string FullName { get; } = Find();

    /// <summary>The address of the repository; it stands in one place.</summary>
    public static string Url { get; } = XDocument.Load(Path.Combine(FullName, "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    /// <summary>The text of one of its files, with line feeds alone.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(FullName, file)).ReplaceLineEndings("\n");

    /// <summary>The projects in one of its folders, by their paths from the root. Programs are none: they refer to packages that their tests make first.</summary>
    public static IEnumerable<string> Projects(string folder) =>
        from file in Directory.EnumerateFiles(Path.Combine(FullName, folder), "*.csproj", SearchOption.AllDirectories)
        let project = Path.GetRelativePath(FullName, file).Replace('\\', '/')
        where !project.StartsWith("tests/Lobstr.Reactive.Package.Tests/Programs/", StringComparison.Ordinal)
        where !project.Split('/').Any(part => part is "bin" or "obj")
        select project;

    private static string Find()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Lobstr.Reactive.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException($"There is no repository around {AppContext.BaseDirectory}.");
    }
}
