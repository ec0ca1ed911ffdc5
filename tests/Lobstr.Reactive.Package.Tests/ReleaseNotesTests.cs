namespace Lobstr.Reactive.Package.Tests;

public sealed class ReleaseNotesTests : IDisposable
{
    private readonly DirectoryInfo _sources = Directory.CreateTempSubdirectory("lobstr-notes-");

    public void Dispose() => _sources.Delete(recursive: true);

    [Theory]
    [InlineData("## [Unreleased]\n\n## [4.5.6] - 2030-02-01\n\n- New.\n\n## [4.5.5] - 2030-01-01\n\n- Old.\n", "## [4.5.6] - 2030-02-01\n\n- New.")]
    [InlineData("## [Unreleased]\n\n- Next.\n\n## [4.5.5] - 2030-01-01\n\n- Old.\n", "## [Unreleased]\n\n- Next.")]
    public async Task A_package_tells_what_is_new_in_its_version_and_before_a_release_what_is_new_at_all(string changelog, string notes)
    {
        Repository.CopyTo(_sources.FullName);
        await File.WriteAllTextAsync(Path.Combine(_sources.FullName, "CHANGELOG.md"), "# Changelog\n\n" + changelog, TestContext.Current.CancellationToken);

        string told = await DotNet.RunAsync(
            _sources.FullName,
            new Dictionary<string, string>(),
            ["msbuild", "src/Lobstr.Reactive", "-p:VersionPrefix=4.5.6", "-getProperty:PackageReleaseNotes", "-nodeReuse:false"]);

        Assert.Equal(notes, told.ReplaceLineEndings("\n").Trim());
    }
}
