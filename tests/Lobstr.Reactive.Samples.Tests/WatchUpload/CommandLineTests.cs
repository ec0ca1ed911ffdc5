using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.WatchUpload;

[Collection(EnvironmentScope.Collection)]
public sealed class CommandLineTests : IDisposable
{
    private readonly ProgramRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Help_names_every_argument_and_every_exit_code()
    {
        Assert.Equal(ExitCodes.Success, await _rig.RunAsync("--help"));
        string help = string.Join('\n', _rig.Output.Lines);
        Assert.All(
            ["UPLOAD_ID", "--file <PATH>", "--base-address <URL>", "--interval <DURATION>", "--timeout <DURATION>", "LOBSTR_TOKEN", "LOBSTR_API_KEY"],
            part => Assert.Contains(part, help, StringComparison.Ordinal));
        Assert.All([0, 1, 2, 130], code => Assert.Matches($@"\n +{code}  ", help));
        Assert.Empty(_rig.Error.Lines);
    }

    [Theory]
    [InlineData("--interval: 'soon' is not a duration. Write 500ms, 2s, 5m or 1h; a number alone is seconds.", "--interval", "soon")]
    [InlineData("--timeout: '0s' is out of range: a duration is more than zero, and less than 10675199 days.", "--timeout", "0s")]
    [InlineData("Required argument missing for option: '--timeout'.", "--timeout")]
    [InlineData("--base-address: 'api.lobstr.io' is not an address. Write one like http://127.0.0.1:5000/v1/.", "42", "--base-address", "api.lobstr.io")]
    [InlineData("--base-address: 'ftp://api.lobstr.io/' is not an address. Write one like http://127.0.0.1:5000/v1/.", "42", "--base-address", "ftp://api.lobstr.io/")]
    [InlineData("--base-address is where an upload is watched: name its UPLOAD_ID.", "--base-address", "http://127.0.0.1/")]
    [InlineData("File does not exist: 'no-such-file.csv'.", "--file", "no-such-file.csv")]
    [InlineData("Unrecognized command or argument '43'.", "42", "43")]
    public async Task A_line_that_makes_no_sense_is_explained(string message, params string[] args)
    {
        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync(args));
        Assert.Equal([message, "See --help."], _rig.Error.Lines);
        Assert.Empty(_rig.Output.Lines);
    }

    [Theory]
    [InlineData("--wrong", "--wrong")]
    [InlineData("-x", "-x")]
    [InlineData("--wrong", "42", "--wrong")]
    [InlineData("--wrong", "--wrong", "42")]
    [InlineData("--wrong", "--wrong=5")]
    [InlineData("--wrong", "--interval", "--wrong")]
    [InlineData("--file-name", "--file-name", "tasks.csv")]
    public async Task An_option_that_there_is_not_is_no_upload(string option, params string[] args)
    {
        Assert.Equal(ExitCodes.Usage, await _rig.RunAgainstServiceAsync(args));
        Assert.Equal([$"Unrecognized option '{option}'.", "See --help."], _rig.Error.Lines);
        Assert.Empty(_rig.Output.Lines);
        Assert.Empty(_rig.Simulator.Requests);
    }

    [Fact]
    public async Task What_follows_two_hyphens_is_an_upload_whatever_it_looks_like()
    {
        _rig.Simulator.AddUpload("--wrong", UploadScript.Succeeds());
        await using SimulatorHost host = await SimulatorHost.StartAsync(_rig.Simulator, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ExitCodes.Success, await _rig.RunAsync("--base-address", $"{host.BaseAddress}", "--", "--wrong"));
        Assert.Contains("Watching upload --wrong.", _rig.Output.Lines);
    }

    [Fact]
    public async Task A_file_goes_to_the_simulator_and_to_no_upload_that_is_there_already()
    {
        string file = _rig.WriteFile("tasks.csv", "url\n");
        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync("42", "--file", file));
        Assert.Equal(["--file goes to the simulated service: leave out UPLOAD_ID.", "See --help."], _rig.Error.Lines);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_asked()
    {
        _rig.ApiKey = null;
        Assert.Equal(ExitCodes.Usage, await _rig.RunAgainstServiceAsync("42"));
        Assert.Contains("LOBSTR_TOKEN", Assert.Single(_rig.Error.Lines), StringComparison.Ordinal);
        Assert.Empty(_rig.Simulator.Requests);
    }

    [Fact]
    public async Task A_malformed_config_file_is_named()
    {
        _rig.ApiKey = null;
        string path = _rig.WriteFile("lobstr/config.toml", "[auth]\ntoken = SECRET");
        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync("42"));
        Assert.Equal([$"{path} is not valid TOML: there is a mistake in line 2."], _rig.Error.Lines);
    }

    [Theory]
    [InlineData("../runs")]
    [InlineData("@tasks")]
    public async Task An_id_that_cannot_be_one_is_never_asked_for(string uploadId)
    {
        Assert.Equal(ExitCodes.Usage, await _rig.RunAgainstServiceAsync(uploadId));
        Assert.StartsWith("An id is made of ", Assert.Single(_rig.Error.Lines), StringComparison.Ordinal);
        Assert.Empty(_rig.Output.Lines);
        Assert.Empty(_rig.Simulator.Requests);
    }

    [Fact]
    public async Task The_key_never_travels_in_the_open()
    {
        Assert.Equal(ExitCodes.Usage, await _rig.RunAsync("42", "--base-address", "http://api.lobstr.io/v1/"));
        Assert.DoesNotContain(_rig.Simulator.ApiKey, Assert.Single(_rig.Error.Lines), StringComparison.Ordinal);
    }
}
