namespace Lobstr.Reactive.Sqlite.Tests;

/// <summary>A folder for one test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("lobstr-sqlite-").FullName;

    public string ConnectionString => $"Data Source={Database}";

    public string Database => System.IO.Path.Combine(Path, "uploads.db");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
