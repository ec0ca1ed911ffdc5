using Lobstr.Reactive.Readme.Tests;

[assembly: AssemblyFixture(typeof(ApiKeyInEnvironment))]

namespace Lobstr.Reactive.Readme.Tests;

/// <summary>Recipes take their key from the environment, as people do. The simulated service knows this one.</summary>
public sealed class ApiKeyInEnvironment
{
    public ApiKeyInEnvironment() => Environment.SetEnvironmentVariable("LOBSTR_TOKEN", "simulator-key");
}
