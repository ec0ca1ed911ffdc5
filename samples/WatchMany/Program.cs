using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.WatchMany;
using Lobstr.Reactive.Testing;
using Spectre.Console;

var program = new WatchManyProgram(AnsiConsole.Console, Console.Error, () => new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions { ExplainUnknownIds = false }));
return await program.RunAsync(args);
