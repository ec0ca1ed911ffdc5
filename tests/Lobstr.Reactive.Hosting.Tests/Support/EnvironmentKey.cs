namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>An API key in this process's environment, for as long as it is not disposed. Tests that need one, or none, are in one collection.</summary>
internal sealed class EnvironmentKey : IDisposable
{
    public const string Collection = "the environment's key";

    private static readonly string[] Names = ["LOBSTR_TOKEN", "LOBSTR_API_KEY"];

    private readonly string?[] _before = [.. Names.Select(Environment.GetEnvironmentVariable)];

    public EnvironmentKey(string? token = null, string? apiKey = null) => Set([token, apiKey]);

    public void Dispose() => Set(_before);

    private static void Set(string?[] values)
    {
        foreach ((string name, string? value) in Names.Zip(values))
            Environment.SetEnvironmentVariable(name, value);
    }
}
