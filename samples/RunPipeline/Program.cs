using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.RunPipeline;
using Lobstr.Reactive.Testing;
using Spectre.Console;

var program = new PipelineProgram(AnsiConsole.Console, Console.Error, () => new LobstrSimulator(DefaultScheduler.Instance));
return await program.RunAsync(args);
