using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lobstr.Reactive.Package.Tests;

public sealed class ContentTests(PackedTwice packages)
{
    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    [Fact]
    public void The_library_depends_on_Rx_alone_and_on_the_JSON_reader_where_the_runtime_has_none()
    {
        IReadOnlyDictionary<string, string[]> dependencies = packages.Of("Lobstr.Reactive").Dependencies;

        Assert.Equal([".NETStandard2.0", "net10.0", "net8.0"], dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["System.Reactive 7.0.0"], dependencies["net10.0"]);
        Assert.Equal(["System.Reactive 7.0.0"], dependencies["net8.0"]);
        Assert.Equal(["System.Reactive 7.0.0", "System.Text.Json 10.0.0"], dependencies[".NETStandard2.0"]);
    }

    [Fact]
    public void The_simulator_depends_on_the_library_and_on_pipes_where_the_runtime_has_none()
    {
        IReadOnlyDictionary<string, string[]> dependencies = packages.Of("Lobstr.Reactive.Testing").Dependencies;
        string library = $"Lobstr.Reactive {packages.Version}";

        Assert.Equal([".NETStandard2.0", "net10.0", "net8.0"], dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([library], dependencies["net10.0"]);
        Assert.Equal([library, "System.IO.Pipelines 10.0.0"], dependencies["net8.0"]);
        Assert.Equal([library], dependencies[".NETStandard2.0"]);
    }

    [Fact]
    public void Hosting_depends_on_the_library_and_on_what_a_program_on_Microsoft_Extensions_has_already()
    {
        string[] expected =
        [
            $"Lobstr.Reactive {packages.Version}",
            "Microsoft.Extensions.Configuration.Abstractions 10.0.0",
            "Microsoft.Extensions.DependencyInjection.Abstractions 10.0.0",
            "Microsoft.Extensions.Diagnostics.HealthChecks 10.0.0",
            "Microsoft.Extensions.Hosting.Abstractions 10.0.0",
            "Microsoft.Extensions.Http 10.0.0",
            "Microsoft.Extensions.Logging.Abstractions 10.0.0",
            "Microsoft.Extensions.Options 10.0.0",
            "System.Reactive 7.0.0",
        ];
        IReadOnlyDictionary<string, string[]> dependencies = packages.Of("Lobstr.Reactive.Hosting").Dependencies;

        Assert.Equal(["net10.0", "net8.0"], dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.All(dependencies.Values, each => Assert.Equal(expected, each));
    }

    [Fact]
    public void The_store_in_a_file_depends_on_hosting_and_on_SQLite()
    {
        string[] expected =
        [
            $"Lobstr.Reactive.Hosting {packages.Version}", $"Lobstr.Reactive {packages.Version}", "Microsoft.Data.Sqlite 10.0.0",
        ];
        IReadOnlyDictionary<string, string[]> dependencies = packages.Of("Lobstr.Reactive.Sqlite").Dependencies;

        Assert.Equal(["net10.0", "net8.0"], dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.All(dependencies.Values, each => Assert.Equal(expected, each));
    }

    [Fact]
    public void The_budget_of_several_machines_depends_on_hosting_and_on_the_client_of_Redis()
    {
        string[] expected =
        [
            $"Lobstr.Reactive.Hosting {packages.Version}", $"Lobstr.Reactive {packages.Version}", "StackExchange.Redis 3.4.35",
        ];
        IReadOnlyDictionary<string, string[]> dependencies = packages.Of("Lobstr.Reactive.Redis").Dependencies;

        Assert.Equal(["net10.0", "net8.0"], dependencies.Keys.Order(StringComparer.Ordinal));
        Assert.All(dependencies.Values, each => Assert.Equal(expected, each));
    }

    [Theory]
    [MemberData(nameof(PackedTwice.Ids), MemberType = typeof(PackedTwice))]
    public void It_says_what_it_is_and_where_it_comes_from(string id)
    {
        PackageFile package = packages.Of(id);
        XElement metadata = package.Metadata;
        // On NuGet there is nothing beside the README: what it points at has whole addresses there.
        string readme = Regex.Replace(
            ReadmeOf(id),
            @"(!?)(\[[^\]]*\]\()(?!https:|#)",
            link => link.Groups[1].Value + link.Groups[2].Value + (link.Groups[1].Length > 0
                ? Repository.Url.Replace("//github.com/", "//raw.githubusercontent.com/", StringComparison.Ordinal)
                : Repository.Url + "/blob") + $"/v{packages.Version}/");
        string changelog = File.ReadAllText(Path.Combine(Repository.Path, "CHANGELOG.md"));

        Assert.Equal(readme, Encoding.UTF8.GetString(package.Read(package.Value("readme"))));
        Assert.Equal("MIT", metadata.Element("license")!.Value);
        Assert.Equal("expression", metadata.Element("license")!.Attribute("type")!.Value);
        Assert.NotEmpty(package.Value("description"));
        Assert.Contains("reactive", package.Value("tags").Split(' '));
        Assert.Equal(Repository.Url, package.Value("projectUrl"));
        Assert.Equal("git", metadata.Element("repository")!.Attribute("type")!.Value);
        Assert.Equal(Repository.Url, metadata.Element("repository")!.Attribute("url")!.Value);
        Assert.Equal(Repository.Commit, metadata.Element("repository")!.Attribute("commit")!.Value);
        Assert.StartsWith("## [", package.Value("releaseNotes"), StringComparison.Ordinal);
        Assert.Contains(package.Value("releaseNotes").ReplaceLineEndings("\n"), changelog.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Single(package.Value("releaseNotes").Split('\n'), line => line.StartsWith("## ", StringComparison.Ordinal));
    }

    // As NuGet asks for it: anything else is scaled, and badly.
    [Theory]
    [MemberData(nameof(PackedTwice.Ids), MemberType = typeof(PackedTwice))]
    public void It_has_an_icon_which_is_a_PNG_of_128_by_128(string id)
    {
        PackageFile package = packages.Of(id);
        byte[] icon = package.Read(package.Value("icon"));

        Assert.Equal(PngSignature, icon.Take(PngSignature.Length));
        // The first chunk is the header: its length and its name, then width and height.
        Assert.Equal("IHDR", Encoding.ASCII.GetString(icon, 12, 4));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)));
        Assert.Equal(128, BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20)));
        Assert.InRange(icon.Length, 1, 10_000);
    }

    [Theory]
    [InlineData("Lobstr.Reactive", "Lobstr.Reactive.LobstrClient", "net10.0", "net8.0", "netstandard2.0")]
    [InlineData("Lobstr.Reactive.Testing", "Lobstr.Reactive.Testing.LobstrSimulator", "net10.0", "net8.0", "netstandard2.0")]
    [InlineData("Lobstr.Reactive.Hosting", "Lobstr.Reactive.Hosting.IUploadTracker", "net10.0", "net8.0")]
    [InlineData("Lobstr.Reactive.Sqlite", "Lobstr.Reactive.Sqlite.SqliteUploadStore", "net10.0", "net8.0")]
    [InlineData("Lobstr.Reactive.Redis", "Lobstr.Reactive.Redis.RedisSharedBudget", "net10.0", "net8.0")]
    public void Each_runtime_has_its_assembly_and_the_documentation_of_it(string id, string type, params string[] runtimes)
    {
        PackageFile package = packages.Of(id);

        Assert.Equal(runtimes.Select(runtime => $"lib/{runtime}/{package.Id}.dll"), package.Assemblies);
        foreach (string assembly in package.Assemblies)
        {
            XDocument documentation = XDocument.Parse(Encoding.UTF8.GetString(package.Read(Path.ChangeExtension(assembly, ".xml"))).TrimStart('\uFEFF'));
            XElement member = documentation.Descendants("member").Single(member => member.Attribute("name")!.Value == $"T:{type}");
            Assert.NotEmpty(member.Element("summary")!.Value.Trim());
        }
    }

    [Theory]
    [MemberData(nameof(PackedTwice.Ids), MemberType = typeof(PackedTwice))]
    public void It_holds_its_own_files_and_its_symbols_lie_beside_it(string id)
    {
        PackageFile package = packages.Of(id);
        string[] around = [$"{id}.nuspec", "README.md", "icon.png"];

        Assert.Equal(
            [.. package.Assemblies.SelectMany(assembly => new[] { assembly, Path.ChangeExtension(assembly, ".xml") }).Concat(around).Order(StringComparer.Ordinal)],
            package.Files);
        Assert.Equal(
            [.. package.Assemblies.Select(assembly => Path.ChangeExtension(assembly, ".pdb")).Append($"{id}.nuspec").Order(StringComparer.Ordinal)],
            package.SymbolFiles);
    }

    // So that whoever packs the commit of a release again can see that it was made of nothing else.
    [Theory]
    [MemberData(nameof(PackedTwice.Ids), MemberType = typeof(PackedTwice))]
    public void Packed_elsewhere_it_is_the_same_byte_for_byte(string id)
    {
        PackageFile package = packages.Of(id);
        PackageFile other = packages.OtherOf(id);

        Assert.True(File.ReadAllBytes(package.FullName).AsSpan().SequenceEqual(File.ReadAllBytes(other.FullName)));
        Assert.True(File.ReadAllBytes(package.SymbolsPath).AsSpan().SequenceEqual(File.ReadAllBytes(other.SymbolsPath)));
    }

    [Fact]
    public void These_are_all_packages_that_there_are() =>
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Repository.Path, "src"), "*.csproj", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
            PackedTwice.Ids.Select(row => row.Data).Order(StringComparer.Ordinal));

    // It points at what is beside it, or at the repository from two folders below it.
    private static string ReadmeOf(string id) => Regex
        .Replace(File.ReadAllText(Path.Combine(Repository.Path, "src", id, "README.md")), @"(\]\()(?!https:|#|\.\./)", $"$1src/{id}/")
        .Replace("](../../", "](", StringComparison.Ordinal);
}
