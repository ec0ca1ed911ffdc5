using System.IO.Compression;
using System.Xml.Linq;

namespace Lobstr.Reactive.Package.Tests;

/// <summary>A package as it lies in a folder.</summary>
internal sealed class PackageFile(string path)
{
    public string Id => Value("id");

    public string Version => Value("version");

    /// <summary>The names of all its assemblies.</summary>
    public IReadOnlyList<string> Assemblies => [.. Files.Where(name => name.EndsWith(".dll", StringComparison.Ordinal))];

    /// <summary>What is in it, but for what every package has as an archive.</summary>
    public IReadOnlyList<string> Files => FilesOf(path);

    /// <summary>The same of its symbols.</summary>
    public IReadOnlyList<string> SymbolFiles => FilesOf(SymbolsPath);

    public string FullName => path;

    public string SymbolsPath => Path.ChangeExtension(path, ".snupkg");

    public XElement Metadata
    {
        get
        {
            using ZipArchive archive = ZipFile.OpenRead(path);
            using Stream stream = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            return Without(XDocument.Load(stream).Root!).Element("metadata")!;
        }
    }

    /// <summary>The dependencies of each runtime: "System.Reactive 7.0.0".</summary>
    public IReadOnlyDictionary<string, string[]> Dependencies => Metadata.Element("dependencies")!.Elements("group").ToDictionary(
        group => group.Attribute("targetFramework")!.Value,
        group => group.Elements("dependency").Select(one => $"{one.Attribute("id")!.Value} {one.Attribute("version")!.Value}").ToArray());

    public string Value(string name) => Metadata.Element(name)?.Value ?? "";

    public byte[] Read(string name) => Read(path, name);

    /// <summary>The symbols of one of its assemblies.</summary>
    public byte[] ReadSymbols(string assembly) => Read(SymbolsPath, Path.ChangeExtension(assembly, ".pdb"));

    private static string[] FilesOf(string archivePath)
    {
        using ZipArchive archive = ZipFile.OpenRead(archivePath);
        return
        [
            .. archive.Entries.Select(entry => entry.FullName)
                .Where(name => name is not ("[Content_Types].xml" or "_rels/.rels") && !name.StartsWith("package/services/metadata/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static byte[] Read(string archivePath, string name)
    {
        using ZipArchive archive = ZipFile.OpenRead(archivePath);
        ZipArchiveEntry entry = archive.GetEntry(name) ?? throw new FileNotFoundException($"There is no {name} in {archivePath}.");
        using Stream stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    // The namespace of a nuspec says which version of NuGet was needed, and nothing else.
    private static XElement Without(XElement element) => new(
        element.Name.LocalName,
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration),
        element.HasElements ? element.Elements().Select(Without) : element.Value);
}
