using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.Simulator;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>The worker in a process of its own, its folder, and the simulated service that it sends to. It can be started again.</summary>
internal sealed class WorkerRig : IAsyncDisposable
{
    public const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    /// <summary>The id of a run that the worker has not started.</summary>
    public const string Another = "another-run";

    private readonly TemporaryDirectory _folder = new();
    // Far beyond what it takes: what hangs fails.
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromMinutes(2));
    private SimulatorHost? _service;

    public WorkerRig(Func<LobstrSimulatorOptions, LobstrSimulatorOptions>? configure = null)
    {
        var options = new LobstrSimulatorOptions
        {
            TaskRateLimit = null,
            RunRateLimit = null,
            UploadLife = upload => UploadScript.Progress(TimeSpan.FromMilliseconds(300)).Succeeds(upload.Meta),
            RunLife = _ => RunScript.Running(TimeSpan.FromMilliseconds(300), 1).Succeeds(),
        };
        Simulator = new LobstrSimulator(DefaultScheduler.Instance, configure?.Invoke(options) ?? options);
    }

    public LobstrSimulator Simulator { get; }

    /// <summary>The files that have arrived, by name.</summary>
    public IEnumerable<string> Sent => Simulator.Uploads.Select(upload => upload.FileName);

    /// <summary>The runs that the worker has started.</summary>
    public IReadOnlyList<StartedRun> Runs => [.. Simulator.Runs.Where(run => run.Id != Another)];

    public CancellationToken Guard => _guard.Token;

    public async Task<ProgramProcess> StartAsync()
    {
        _service ??= await SimulatorHost.StartAsync(Simulator, cancellationToken: Guard);
        ProgramProcess worker = SampleProgram.Start("Worker", _folder.Path, new Dictionary<string, string>
        {
            ["Lobstr__ApiKey"] = Simulator.ApiKey,
            ["Lobstr__BaseAddress"] = _service.BaseAddress.AbsoluteUri,
            ["Lobstr__TaskRequestsPerMinute"] = "100000",
            ["Lobstr__RunRequestsPerMinute"] = "100000",
            ["Lobstr__UploadWatch__Interval"] = "00:00:00.1",
            ["Lobstr__RunWatch__Interval"] = "00:00:00.1",
            ["Worker__Interval"] = "00:00:00.2",
        }, "--folder", "inbox", "--squid", Squid);
        await worker.ReadToAsync("Waiting for CSV files", Guard);
        return worker;
    }

    /// <summary>Puts a file into the folder from one instant to the next.</summary>
    public string Drop(string name, string? text = null)
    {
        string path = _folder.Write($"inbox/.{name}.part", text ?? $"url\nhttps://example.com/{name}\n");
        File.Move(path, PathOf(name));
        return PathOf(name);
    }

    /// <summary>Where a file of the folder is.</summary>
    public string PathOf(string relative) => _folder.PathOf($"inbox/{relative}");

    public async ValueTask DisposeAsync()
    {
        if (_service is not null)
            await _service.DisposeAsync();
        _folder.Dispose();
        _guard.Dispose();
    }
}
