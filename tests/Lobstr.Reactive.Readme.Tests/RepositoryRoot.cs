using System.Xml.Linq;

namespace Lobstr.Reactive.Readme.Tests;

/// <summary>The repository that these tests were built in.</summary>
internal static class RepositoryRoot
{
    public static string FullName { get; } = Find();

    /// <summary>The address of the repository; it stands in one place.</summary>
    public static string Url { get; } = XDocument.Load(Path.Combine(FullName, "Directory.Build.props")).Descendants("RepositoryUrl").Single().Value;

    /// <summary>The text of one of its files, with line feeds alone.</summary>
    public static string Read(string file) => File.ReadAllText(Path.Combine(FullName, file)).ReplaceLineEndings("\n");

    private static string Find()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "Lobstr.Reactive.sln")))
            directory = Path.GetDirectoryName(directory);
        return directory ?? throw new InvalidOperationException($"There is no repository around {AppContext.BaseDirectory}.");
    }
}
