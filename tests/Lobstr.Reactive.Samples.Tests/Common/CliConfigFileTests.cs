using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.Tests.Common;

public sealed class CliConfigFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("[auth]\ntoken = \"the-key\"")]
    [InlineData("# of the lobstr CLI\n[output]\ncolor = true\n\n[auth]\ntoken = 'the-key' # mine\nuser = 7")]
    [InlineData("auth.token = \" the-key \"\r\n")]
    [InlineData("auth = { token = 'the-key' }")]
    public void Finds_the_token_in_the_table_auth(string toml) =>
        Assert.Equal("the-key", CliConfigFile.ReadToken(_directory.Write("config.toml", toml)));

    [Theory]
    [InlineData("")]
    [InlineData("token = 'elsewhere'")]
    [InlineData("[auth]")]
    [InlineData("[auth]\nuser = 7")]
    [InlineData("[auth]\ntoken = ' '")]
    public void A_file_without_a_token_has_no_key(string toml) =>
        Assert.Null(CliConfigFile.ReadToken(_directory.Write("config.toml", toml)));

    [Fact]
    public void No_file_has_no_key()
    {
        Assert.Null(CliConfigFile.ReadToken(_directory.PathOf("config.toml")));
        Assert.Null(CliConfigFile.ReadToken(_directory.PathOf("no-such-directory/config.toml")));
    }

    [Theory]
    [InlineData("[auth]\ntoken = SECRET", "is not valid TOML: there is a mistake in line 2.")]
    [InlineData("[auth]\ntoken = \"SECRET", "is not valid TOML: there is a mistake in line 2.")]
    [InlineData("[SECRET", "is not valid TOML: there is a mistake in line 1.")]
    [InlineData("auth = 'SECRET'", "is of no use: auth is not a table.")]
    [InlineData("[[auth]]\ntoken = 'SECRET'", "is of no use: auth is not a table.")]
    [InlineData("[auth]\ntoken = ['SECRET']", "is of no use: token in the table auth is not a string.")]
    public void A_malformed_file_is_named_and_never_quoted(string toml, string mistake)
    {
        string path = _directory.Write("config.toml", toml);
        UsageException error = Assert.Throws<UsageException>(() => CliConfigFile.ReadToken(path));
        Assert.Equal($"{path} {mistake}", error.Message);
        Assert.DoesNotContain("SECRET", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named()
    {
        UsageException error = Assert.Throws<UsageException>(() => CliConfigFile.ReadToken(_directory.Path));
        Assert.StartsWith($"{_directory.Path} cannot be read: ", error.Message, StringComparison.Ordinal);
    }
}
