using System.Reflection;

namespace Lobstr.Reactive.Package.Tests;

/// <summary>Where these tests were built.</summary>
internal static class Repository
{
    /// <summary>The commit that copies believe to be.</summary>
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static readonly string[] NotSources = ["bin", "obj", ".git", "tests", "samples", "artifacts", "TestResults"];

    public static string Path { get; } = Metadata("Repository");

    public static string Url { get; } = Metadata("RepositoryUrl");

    /// <summary>Copies what packages are made of, so that no build here is disturbed.</summary>
    public static void CopyTo(string directory)
    {
        Copy(new DirectoryInfo(Path), directory);
        // All that source link reads of a clone.
        string git = Directory.CreateDirectory(System.IO.Path.Combine(directory, ".git")).FullName;
        Directory.CreateDirectory(System.IO.Path.Combine(git, "objects"));
        Directory.CreateDirectory(System.IO.Path.Combine(git, "refs"));
        File.WriteAllText(System.IO.Path.Combine(git, "HEAD"), Commit + "\n");
        File.WriteAllText(System.IO.Path.Combine(git, "config"), "[core]\n\trepositoryformatversion = 0\n");
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileInfo file in from.EnumerateFiles().Where(file => file.Name != ".git"))
            file.CopyTo(System.IO.Path.Combine(to, file.Name));
        foreach (DirectoryInfo part in from.EnumerateDirectories().Where(part => !NotSources.Contains(part.Name)))
            Copy(part, System.IO.Path.Combine(to, part.Name));
    }

    private static string Metadata(string key) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key)
        .Value!;
}
