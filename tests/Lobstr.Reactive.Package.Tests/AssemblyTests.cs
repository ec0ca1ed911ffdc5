using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Lobstr.Reactive.Package.Tests;

public sealed class AssemblyTests(PackedTwice packages)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private IEnumerable<(PackageFile Package, PackageFile Other, string Assembly)> All =>
        from id in PackedTwice.Ids.Select(row => row.Data)
        let package = packages.Of(id)
        from assembly in package.Assemblies
        select (package, packages.OtherOf(id), assembly);

    // For good: whoever is strong-named and refers to these assemblies would not find them under another name.
    [Fact]
    public void The_strong_name_is_the_one_that_programs_were_built_with()
    {
        Assert.All(All, one =>
        {
            using var image = new PEReader(ImmutableArray.Create(one.Package.Read(one.Assembly)));
            Assert.True(image.PEHeaders.CorHeader!.Flags.HasFlag(CorFlags.StrongNameSigned));
            Assert.Equal("08895d132f3237cb", TokenOf(image.GetMetadataReader()));
        });
    }

    [Fact]
    public void The_symbols_lead_to_the_sources_of_the_commit()
    {
        string raw = Repository.Url.Replace("https://github.com", "https://raw.githubusercontent.com", StringComparison.Ordinal);
        Assert.All(All, one =>
        {
            using var image = new PEReader(ImmutableArray.Create(one.Package.Read(one.Assembly)));
            using var symbols = MetadataReaderProvider.FromPortablePdbImage(ImmutableArray.Create(one.Package.ReadSymbols(one.Assembly)));
            MetadataReader reader = symbols.GetMetadataReader();
            DebugDirectoryEntry entry = image.ReadDebugDirectory().Single(entry => entry.Type == DebugDirectoryEntryType.CodeView);

            Assert.Equal(image.ReadCodeViewDebugDirectoryData(entry).Guid, new BlobContentId(reader.DebugMetadataHeader!.Id).Guid);
            Assert.Contains($"{raw}/{Repository.Commit}/*", SourceLinkOf(reader), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Packed_elsewhere_the_assemblies_and_their_symbols_are_the_same_byte_for_byte()
    {
        Assert.Equal(12, All.Count());
        Assert.All(All, one =>
        {
            Assert.True(one.Package.Read(one.Assembly).AsSpan().SequenceEqual(one.Other.Read(one.Assembly)), one.Assembly);
            Assert.True(one.Package.ReadSymbols(one.Assembly).AsSpan().SequenceEqual(one.Other.ReadSymbols(one.Assembly)), one.Assembly);
        });
    }

    private static string TokenOf(MetadataReader reader)
    {
        AssemblyDefinition assembly = reader.GetAssemblyDefinition();
        return Convert.ToHexStringLower(assembly.GetAssemblyName().GetPublicKeyToken()!);
    }

    private static string SourceLinkOf(MetadataReader reader) => reader.CustomDebugInformation
        .Select(reader.GetCustomDebugInformation)
        .Where(information => reader.GetGuid(information.Kind) == SourceLink)
        .Select(information => Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value)))
        .Single();
}
