using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>Runs the small benchmarks. What BenchmarkDotNet has to say about them is in a file.</summary>
internal static class MicroRun
{
    public static string LogPath { get; } = Path.Combine(AppContext.BaseDirectory, "BenchmarkDotNet", "log.txt");

    /// <summary>The costs by name of the method and, where there is one, its parameter.</summary>
    public static IReadOnlyDictionary<string, Cost> Measure()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogPath)!);
        using var log = new StreamLogger(LogPath);
        Summary[] summaries = BenchmarkRunner.Run(
            [typeof(EngineBenchmarks), typeof(ThreadPoolBenchmarks), typeof(SubscriptionBenchmarks), typeof(QueueBenchmarks)], Configure(log));
        return summaries.SelectMany(summary => summary.Reports).ToDictionary(NameOf, CostOf);
    }

    private static ManualConfig Configure(ILogger log) => ManualConfig
        .CreateEmpty()
        .AddLogger(log)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddJob(Job.Default
            .WithToolchain(new InProcessEmitToolchain(timeout: TimeSpan.FromMinutes(5), logOutput: false))
            .WithWarmupCount(6)
            .WithIterationCount(15)
            .WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(150)))
        .WithArtifactsPath(Path.GetDirectoryName(LogPath)!);

    private static string NameOf(BenchmarkReport report)
    {
        BenchmarkCase benchmark = report.BenchmarkCase;
        string name = benchmark.Descriptor.WorkloadMethod.Name;
        return benchmark.HasParameters
            ? string.Create(CultureInfo.InvariantCulture, $"{name}/{benchmark.Parameters.Items[0].Value}")
            : name;
    }

    private static Cost CostOf(BenchmarkReport report) => new(
        report.ResultStatistics?.Median ?? throw new InvalidOperationException($"A benchmark failed; see {LogPath}."),
        report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? double.NaN);
}
