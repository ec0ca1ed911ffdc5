namespace Lobstr.Reactive.Samples.Tests.Pages;

/// <summary>What people read about the packages: the README, the page of each package, and the pages in the <c>docs</c> folders.</summary>
internal static class Page
{
    /// <summary>The readmes: the repository's, then one of each package.</summary>
    public static IReadOnlyList<string> Readmes { get; } = ["README.md", .. Packages.Select(package => $"src/{package}/README.md")];

    /// <summary>The pages that the readmes lead to.</summary>
    public static IReadOnlyList<string> Docs { get; } =
    [
        .. Packages
            .Select(package => Path.Combine(RepositoryRoot.FullName, "src", package, "docs"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md"))
            .Append(Path.Combine(RepositoryRoot.FullName, "tests", "Lobstr.Reactive.Benchmarks", "README.md"))
            .Select(path => Path.GetRelativePath(RepositoryRoot.FullName, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Readmes, .. Docs];

    /// <summary>What is packed: the folders of <c>src</c> that have a project.</summary>
    public static IEnumerable<string> Packages => RepositoryRoot.Projects("src").Select(project => Path.GetFileNameWithoutExtension(project)).Order(StringComparer.Ordinal);
}
