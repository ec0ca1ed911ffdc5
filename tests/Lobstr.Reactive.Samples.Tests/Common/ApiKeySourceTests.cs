using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.Tests.Common;

[Collection(EnvironmentScope.Collection)]
public sealed class ApiKeySourceTests : IDisposable
{
    private readonly EnvironmentScope _environment = new();
    private readonly TemporaryDirectory _directory = new();

    public ApiKeySourceTests()
    {
        _environment["LOBSTR_TOKEN"] = null;
        _environment["LOBSTR_API_KEY"] = null;
        _environment["XDG_CONFIG_HOME"] = _directory.Path;
    }

    public void Dispose()
    {
        _directory.Dispose();
        _environment.Dispose();
    }

    [Fact]
    public void The_environment_comes_first()
    {
        _directory.Write("lobstr/config.toml", "auth.token = 'of-the-file'");
        _environment["LOBSTR_API_KEY"] = "of-the-environment";
        Assert.Equal("of-the-environment", ApiKeySource.FindOptions().ApiKey);
    }

    [Fact]
    public void The_config_file_comes_second()
    {
        _directory.Write("lobstr/config.toml", "auth.token = 'of-the-file'");
        Assert.Equal("of-the-file", ApiKeySource.FindOptions().ApiKey);
    }

    [Fact]
    public void Without_a_key_every_place_for_one_is_named()
    {
        UsageException error = Assert.Throws<UsageException>(ApiKeySource.FindOptions);
        Assert.Contains("LOBSTR_TOKEN", error.Message, StringComparison.Ordinal);
        Assert.Contains("LOBSTR_API_KEY", error.Message, StringComparison.Ordinal);
        Assert.Contains(_directory.PathOf("lobstr/config.toml"), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative/path")]
    public void Without_a_usable_XDG_CONFIG_HOME_the_file_is_below_the_home_directory(string? configHome)
    {
        _environment["XDG_CONFIG_HOME"] = configHome;
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(Path.Combine(home, ".config", "lobstr", "config.toml"), CliConfigFile.DefaultPath());
    }
}
