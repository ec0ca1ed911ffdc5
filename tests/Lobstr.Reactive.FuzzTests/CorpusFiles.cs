namespace Lobstr.Reactive.FuzzTests;

/// <summary>The inputs that are kept in files, a folder for each target.</summary>
internal static class CorpusFiles
{
    private static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static IReadOnlyList<byte[]> Of(string folder) => [.. PathsOf(folder).Select(File.ReadAllBytes)];

    public static IEnumerable<string> PathsOf(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder)).Order(StringComparer.Ordinal);

    /// <summary>The bodies of all targets.</summary>
    public static IReadOnlyList<byte[]> All { get; } =
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
}
