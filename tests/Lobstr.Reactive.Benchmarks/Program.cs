using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Lobstr.Reactive.Benchmarks;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case [LoopbackServer.Argument]:
        await LoopbackServer.RunAsync();
        break;
    case [PollerProcess.Argument, var way, var address]:
        await PollerProcess.RunAsync(way, new Uri(address));
        break;
    case [FleetProcess.Argument, var way, var address]:
        await FleetProcess.RunAsync(way, new Uri(address));
        break;
    case [IdleWatches.Argument, var means]:
        IdleWatches.Run(means);
        break;
    default:
        var duration = Stopwatch.StartNew();
        IReadOnlyList<Row> rows = Comparison.Measure();
        foreach (string line in Table.Lines(rows))
            Console.WriteLine(line);
        Console.WriteLine();
        Console.WriteLine(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, {duration.Elapsed.TotalSeconds:0} s");
        Console.WriteLine($"The log of BenchmarkDotNet: {MicroRun.LogPath}");
        break;
}
