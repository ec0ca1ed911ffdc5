using System.Diagnostics;
using System.Globalization;

namespace Lobstr.Reactive.Sqlite.Tests;

/// <summary>The program of <c>tests/Lobstr.Reactive.TrackedProgram</c>, in a process of its own.</summary>
internal sealed class TrackedProcess : IDisposable
{
    private readonly Process _process;

    private TrackedProcess(Process process) => _process = process;

    /// <summary>Starts it, and waits until it tracks uploads.</summary>
    public static async Task<TrackedProcess> StartAsync(Uri service, string apiKey, string folder, int generation, bool sends)
    {
        // From its own folder, which was built with this one: beside the tests it would run on the tests' frameworks.
        string folderOfProgram = AppContext.BaseDirectory.Replace("Lobstr.Reactive.Sqlite.Tests", "Lobstr.Reactive.TrackedProgram", StringComparison.Ordinal);
        string program = Path.Combine(folderOfProgram, "Lobstr.Reactive.TrackedProgram.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { program, service.AbsoluteUri, apiKey, folder, generation.ToString(CultureInfo.InvariantCulture), sends ? "send" : "drain" },
        };
        var process = new TrackedProcess(Process.Start(start)!);
        string? line = await process._process.StandardOutput.ReadLineAsync();
        Assert.Equal("started", line);
        // The rest is read, too: a full pipe would stop the process.
        _ = process._process.StandardOutput.ReadToEndAsync();
        return process;
    }

    /// <summary>SIGKILL: the process has no chance to do anything about it.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        Assert.NotEqual(0, _process.ExitCode);
    }

    /// <summary>SIGTERM: it is asked to end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync(CancellationToken guard)
    {
        using (Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(guard);
        await _process.WaitForExitAsync(guard);
        return _process.ExitCode;
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task WaitAsync(CancellationToken guard)
    {
        await _process.WaitForExitAsync(guard);
        Assert.Equal(0, _process.ExitCode);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
