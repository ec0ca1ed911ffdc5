using System.Reactive.Concurrency;
using Lobstr.Reactive.Samples.RunPipeline;
using Spectre.Console;

using var interruptions = Interruptions.OfProcess();
var program = new PipelineProgram(AnsiConsole.Console, Console.Error, () => DemoService.Create(DefaultScheduler.Instance), interruptions);
return await program.RunAsync(args);
