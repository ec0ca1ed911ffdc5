using System.Diagnostics;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>The dashboard in a process of its own, to be killed.</summary>
internal sealed class DashboardProcess : IDisposable
{
    private readonly Process _process;

    private DashboardProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it, and waits until it listens.</summary>
    public static async Task<DashboardProcess> StartAsync(Uri service, string apiKey, string database, int port, CancellationToken cancellationToken)
    {
        // From its own folder, which was built with this one: beside the tests it would run on the tests' frameworks.
        string folder = AppContext.BaseDirectory.Replace("tests/Lobstr.Reactive.Dashboard.Tests", "samples/Dashboard", StringComparison.Ordinal);
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(folder, "Lobstr.Reactive.Samples.Dashboard.dll"),
                $"--urls=http://127.0.0.1:{port}",
                $"--Lobstr:BaseAddress={service}",
                $"--Dashboard:Database={database}",
                "--Lobstr:UploadWatch:Interval=00:00:00.1",
                "--Lobstr:RunWatch:Interval=00:00:00.1",
                "--Lobstr:TaskRequestsPerMinute=",
                "--Lobstr:RunRequestsPerMinute=",
            },
        };
        start.Environment["LOBSTR_TOKEN"] = apiKey;
        Process process = Process.Start(start)!;
        const string Prefix = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.IndexOf(Prefix, StringComparison.Ordinal) is >= 0 and var at)
            {
                // The rest is read, too: a full pipe would stop the process.
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return new DashboardProcess(process, new Uri(line[(at + Prefix.Length)..].TrimEnd()));
            }
        }
        throw new InvalidOperationException("The dashboard has ended without listening anywhere.");
    }

    /// <summary>SIGKILL: it has no chance to do anything about it.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
