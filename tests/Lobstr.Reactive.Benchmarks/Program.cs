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
    case [ArrivalPlot.Argument, var path]:
        IReadOnlyList<ArrivalLags> lags = ArrivalLags.Measure(Lives.HeavyTailed);
        foreach (ArrivalLags each in lags)
            Console.WriteLine($"| {each.PerSecond:0.0} | {each.Loop:0.0} s | {each.InTurn:0.0} s | {each.Ours:0.0} s | {each.Least:0.0} s | {each.Ours / each.InTurn:0.00} |");
        await File.WriteAllTextAsync(path, ArrivalPlot.Draw(lags, "Mean lag of SUCCESS, 400 uploads with heavy-tailed lives, 90 requests a minute"));
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
