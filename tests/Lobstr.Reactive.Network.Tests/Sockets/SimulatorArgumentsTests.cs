using System.Diagnostics;
using Lobstr.Reactive.Samples.Simulator;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What can be said to the simulator that is started by itself.</summary>
public sealed class SimulatorArgumentsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5000, "--port", "5000")]
    [InlineData(5000, "--port=5000")]
    [InlineData(65535, "--port", "65535")]
    [InlineData(0, "--")]
    public void A_port_is_taken(int port, params string[] args) =>
        Assert.Equal(new SimulatorArguments { Port = port }, SimulatorArguments.Parse(args));

    [Theory]
    [InlineData("--port: '99999' is not a port. Write a number from 0 to 65535; 0 is any free port.", "--port", "99999")]
    [InlineData("--port: '65536' is not a port. Write a number from 0 to 65535; 0 is any free port.", "--port=65536")]
    [InlineData("--port: '-1' is not a port. Write a number from 0 to 65535; 0 is any free port.", "--port", "-1")]
    [InlineData("--port: 'http' is not a port. Write a number from 0 to 65535; 0 is any free port.", "--port", "http")]
    [InlineData("--port: '99999999999' is not a port. Write a number from 0 to 65535; 0 is any free port.", "--port", "99999999999")]
    [InlineData("--port: its number is missing.", "--port")]
    [InlineData("Unrecognized option '--wrong'.", "--wrong")]
    [InlineData("Unrecognized option '--wrong'.", "--wrong=1")]
    [InlineData("Unrecognized option '-p'.", "-p", "5000")]
    [InlineData("Unrecognized argument '5000'.", "5000")]
    [InlineData("Unrecognized argument '5000'.", "--port", "5000", "5000")]
    [InlineData("Unrecognized argument '--port'.", "--", "--port", "5000")]
    public void Anything_else_is_explained(string error, params string[] args) =>
        Assert.Equal(error, SimulatorArguments.Parse(args).Error);

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_is_given(string option) =>
        Assert.Equal(new SimulatorArguments { WantsHelp = true }, SimulatorArguments.Parse([option]));

    [Fact]
    public async Task The_program_says_it_and_ends()
    {
        string program = typeof(SimulatorHost).Assembly.Location;
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [program, "--port", "99999"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("--port: '99999' is not a port.", error, StringComparison.Ordinal);
        Assert.Contains("usage: ", error, StringComparison.Ordinal);
        Assert.Empty(await output);
        Assert.Equal(2, process.ExitCode);
    }
}
