namespace Lobstr.Reactive.Package.Tests;

/// <summary>All packages, made twice from copies of the sources at different places.</summary>
public sealed class PackedTwice : IAsyncLifetime
{
    // A version that no cache has ever seen.
    private readonly string _suffix = $"test.{Guid.NewGuid():N}";
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("lobstr-packages-");

    public string Root => _root.FullName;

    /// <summary>The folder with the packages that is installed from.</summary>
    public string Feed => Path.Combine(Root, "feed");

    private string OtherFeed => Path.Combine(Root, "other feed");

    public string Version => Of("Lobstr.Reactive").Version;

    /// <summary>What the packages are called.</summary>
    public static TheoryData<string> Ids => ["Lobstr.Reactive", "Lobstr.Reactive.Testing", "Lobstr.Reactive.Hosting", "Lobstr.Reactive.Sqlite", "Lobstr.Reactive.Redis"];

    internal PackageFile Of(string id) => Open(Feed, id);

    /// <summary>The same package, made at the other place.</summary>
    internal PackageFile OtherOf(string id) => Open(OtherFeed, id);

    public async ValueTask InitializeAsync()
    {
        await PackAsync(Path.Combine(Root, "sources"), Feed);
        await PackAsync(Path.Combine(Root, "the same sources", "elsewhere"), OtherFeed);
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return default;
    }

    private async Task PackAsync(string sources, string feed)
    {
        Repository.CopyTo(sources);
        // The build of the simulator is one of the library too.
        await PackAsync(sources, feed, "src/Lobstr.Reactive.Testing");
        await PackAsync(sources, feed, "src/Lobstr.Reactive", "--no-build");
        await PackAsync(sources, feed, "src/Lobstr.Reactive.Sqlite");
        await PackAsync(sources, feed, "src/Lobstr.Reactive.Redis");
        await PackAsync(sources, feed, "src/Lobstr.Reactive.Hosting", "--no-build");
    }

    private Task<string> PackAsync(string sources, string feed, string project, params IEnumerable<string> more) => DotNet.RunAsync(
        sources,
        // Any instant will do, so long as it is the same.
        new Dictionary<string, string> { ["SOURCE_DATE_EPOCH"] = "1700000000" },
        [
            "pack", project, "--configuration", "Release", "--output", feed, "--version-suffix", _suffix, .. more,
            // The build that these tests are a part of looks at the sources; here only what comes out matters.
            "-p:RunAnalyzers=false", .. DotNet.Alone,
        ]);

    private PackageFile Open(string feed, string id)
    {
        string file = Directory.GetFiles(feed, $"{id}.*-{_suffix}.nupkg").Single(path => Path.GetFileName(path)[id.Length + 1] is >= '0' and <= '9');
        return new PackageFile(file);
    }
}
