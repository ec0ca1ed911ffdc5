namespace Lobstr.Reactive.Tests;

/// <summary>The key of the environment.</summary>
[Collection("process-wide state")]
public sealed class EnvironmentTests : IDisposable
{
    private const string First = "LOBSTR_TOKEN";
    private const string Second = "LOBSTR_API_KEY";

    private readonly (string Name, string? Value)[] _before =
        [.. new[] { First, Second }.Select(name => (name, Environment.GetEnvironmentVariable(name)))];

    [Theory]
    [InlineData("one", "two", "one")]
    [InlineData("one", null, "one")]
    [InlineData(null, "two", "two")]
    [InlineData("", "two", "two")]
    [InlineData("  ", "two", "two")]
    [InlineData(" one\n", null, "one")]
    public void LOBSTR_TOKEN_comes_before_LOBSTR_API_KEY(string? first, string? second, string expected)
    {
        Environment.SetEnvironmentVariable(First, first);
        Environment.SetEnvironmentVariable(Second, second);

        Assert.Equal(new LobstrClientOptions { ApiKey = expected }, LobstrClientOptions.FromEnvironment());
    }

    [Fact]
    public void Without_either_the_error_names_both()
    {
        Environment.SetEnvironmentVariable(First, null);
        Environment.SetEnvironmentVariable(Second, null);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(LobstrClientOptions.FromEnvironment);

        Assert.Contains(First, error.Message, StringComparison.Ordinal);
        Assert.Contains(Second, error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach ((string name, string? value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }
}
