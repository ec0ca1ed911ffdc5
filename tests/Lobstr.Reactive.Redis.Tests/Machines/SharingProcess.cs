using System.Diagnostics;
using System.Globalization;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>The program of <c>tests/Lobstr.Reactive.SharingProgram</c>, in a process of its own.</summary>
internal sealed class SharingProcess : IDisposable
{
    private readonly Process _process;

    private SharingProcess(Process process) => _process = process;

    /// <summary>Starts it, and waits until it is connected.</summary>
    public static async Task<SharingProcess> StartAsync(Uri service, string apiKey, string server, double window, IEnumerable<string> uploads)
    {
        // From its own folder, which was built with this one.
        string folder = AppContext.BaseDirectory.Replace("Lobstr.Reactive.Redis.Tests", "Lobstr.Reactive.SharingProgram", StringComparison.Ordinal);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])[
            Path.Combine(folder, "Lobstr.Reactive.SharingProgram.dll"), service.AbsoluteUri, apiKey, server, window.ToString(CultureInfo.InvariantCulture), .. uploads])
            start.ArgumentList.Add(argument);
        var process = new SharingProcess(Process.Start(start)!);
        Assert.Equal("ready", await process._process.StandardOutput.ReadLineAsync());
        return process;
    }

    /// <summary>Lets it begin.</summary>
    public Task BeginAsync() => _process.StandardInput.WriteLineAsync();

    /// <summary>Waits until it has ended by itself, and returns when each of its uploads did.</summary>
    public async Task<Dictionary<string, DateTimeOffset>> EndAsync(CancellationToken guard)
    {
        Task<string> errors = _process.StandardError.ReadToEndAsync(guard);
        string output = await _process.StandardOutput.ReadToEndAsync(guard);
        await _process.WaitForExitAsync(guard);
        Assert.Equal("", await errors);
        Assert.Equal(0, _process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    /// <summary>SIGKILL: the process has no chance to do anything about it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
