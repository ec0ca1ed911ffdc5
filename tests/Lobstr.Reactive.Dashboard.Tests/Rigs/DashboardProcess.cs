using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>The dashboard in a process of its own, to be killed.</summary>
internal sealed class DashboardProcess : IDisposable
{
    private readonly ProgramProcess _process;

    private DashboardProcess(ProgramProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it, and waits until it listens.</summary>
    public static async Task<DashboardProcess> StartAsync(Uri service, string apiKey, string database, int port, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            $"--urls=http://127.0.0.1:{port}",
            $"--Lobstr:BaseAddress={service}",
            $"--Dashboard:Database={database}",
            "--Lobstr:UploadWatch:Interval=00:00:00.1",
            "--Lobstr:RunWatch:Interval=00:00:00.1",
            "--Lobstr:TaskRequestsPerMinute=",
            "--Lobstr:RunRequestsPerMinute=",
        ];
        ProgramProcess process = ProgramProcess.Start(
            "samples/Dashboard", "Lobstr.Reactive.Samples.Dashboard", arguments, start => start.Environment["LOBSTR_TOKEN"] = apiKey);
        return new DashboardProcess(process, new Uri(await process.ReadAfterAsync("Now listening on: ", cancellationToken)));
    }

    /// <inheritdoc cref="ProgramProcess.KillAsync"/>
    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    public void Dispose() => _process.Dispose();
}
