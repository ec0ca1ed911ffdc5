using System.Diagnostics;
using System.Globalization;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>The program of <c>tests/Lobstr.Reactive.SharingProgram</c>, in a process of its own.</summary>
internal sealed class SharingProcess : IDisposable
{
    private const string Ready = "ready";

    private readonly ProgramProcess _process;

    private SharingProcess(ProgramProcess process) => _process = process;

    /// <summary>Starts it, and waits until it is connected.</summary>
    public static async Task<SharingProcess> StartAsync(Uri service, string apiKey, string server, double window, IEnumerable<string> uploads, CancellationToken guard)
    {
        ProgramProcess process = ProgramProcess.Start(
            "tests/Lobstr.Reactive.SharingProgram",
            "Lobstr.Reactive.SharingProgram",
            [service.AbsoluteUri, apiKey, server, window.ToString(CultureInfo.InvariantCulture), .. uploads],
            Redirect);
        Assert.Equal(Ready, await process.ReadToAsync("", guard));
        return new SharingProcess(process);

        static void Redirect(ProcessStartInfo start) => start.RedirectStandardInput = start.RedirectStandardError = true;
    }

    /// <summary>Lets it begin.</summary>
    public Task BeginAsync() => _process.WriteLineAsync("");

    /// <summary>Waits until it has ended by itself, and returns when each of its uploads did.</summary>
    public async Task<Dictionary<string, DateTimeOffset>> EndAsync(CancellationToken guard)
    {
        int code = await _process.EndAsync(guard);
        Assert.Equal("", _process.Errors);
        Assert.Equal(0, code);
        return _process.Output.Split('\n').Skip(1)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc cref="ProgramProcess.KillAsync"/>
    public Task KillAsync(CancellationToken guard) => _process.KillAsync(guard);

    public void Dispose() => _process.Dispose();
}
