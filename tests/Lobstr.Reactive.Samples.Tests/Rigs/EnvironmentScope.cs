namespace Lobstr.Reactive.Samples.Tests;

/// <summary>Sets environment variables for a test, and sets them back.</summary>
/// <remarks>They belong to the whole process: classes that use this are in the collection <see cref="Collection"/>.</remarks>
internal sealed class EnvironmentScope : IDisposable
{
    public const string Collection = "Environment";

    private readonly Dictionary<string, string?> _before = [];

    public string? this[string name]
    {
        set
        {
            _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }
}
