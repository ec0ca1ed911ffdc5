using System.CommandLine;
using System.CommandLine.Parsing;
using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>The command line: what can be said, and what it means.</summary>
internal sealed class PipelineCommand : RootCommand
{
    private const string DefaultOutput = "results.csv";

    private readonly Argument<string> _squid = new("SQUID")
    {
        Description = "The squid to run. Without it, one of a simulated service",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<FileInfo> _file = new("--file")
    {
        Description = "The CSV or TSV file of tasks [default, without SQUID: tasks.csv beside the program]",
        HelpName = "PATH",
    };

    private readonly Option<FileInfo> _output = new("--output")
    {
        Description = $"Where the results go, as CSV; replaced where it is there [default: {DefaultOutput}]",
        HelpName = "PATH",
    };

    private readonly Option<bool> _empty = new("--empty")
    {
        Description = "Delete the tasks that the squid has, and their results, before the file is sent: else they run, and cost, once more",
    };

    private readonly Option<bool> _rows = new("--rows")
    {
        Description = "Read the results row by row, instead of waiting for the service's file of them",
    };

    private readonly Option<bool> _abortOnCancel = new("--abort-on-cancel")
    {
        Description = "Abort the run on the first Ctrl+C [default: on the second; the first stops waiting for it]",
    };

    private readonly Option<Uri> _baseAddress = CommonOptions.BaseAddress("that SQUID belongs to");
    private readonly Option<TimeSpan?> _interval = CommonOptions.Interval("2s for the upload, 5s for the run");
    private readonly Option<TimeSpan?> _timeout = CommonOptions.Timeout("the upload, and then the run [default: until they have ended]");

    public PipelineCommand()
        : base(PipelineHelp.Summary)
    {
        Add(_squid);
        Add(_file.AcceptExistingOnly());
        Add(_output);
        Add(_empty);
        Add(_rows);
        Add(_abortOnCancel);
        Add(_baseAddress);
        Add(_interval);
        Add(_timeout);
        Validators.Add(CheckCombination);
    }

    /// <summary>The arguments of a command line without errors.</summary>
    public PipelineArguments Read(ParseResult line)
    {
        TimeSpan? interval = line.GetValue(_interval);
        var options = new WatchOptions { Timeout = line.GetValue(_timeout) };
        return new PipelineArguments
        {
            Squid = line.GetValue(_squid),
            File = line.GetValue(_file),
            Output = line.GetValue(_output) ?? new FileInfo(DefaultOutput),
            Empty = line.GetValue(_empty),
            ReadRows = line.GetValue(_rows),
            AbortOnCancel = line.GetValue(_abortOnCancel),
            BaseAddress = line.GetValue(_baseAddress),
            Options = interval is null ? options : options with { Schedule = PollSchedule.Every(interval.Value) },
        };
    }

    private void CheckCombination(CommandResult line)
    {
        bool hasSquid = line.GetResult(_squid) is { Tokens.Count: > 0 };
        if (hasSquid && line.GetResult(_file) is null)
            line.AddError("--file is missing: what goes to a squid of your own is yours to name.");
        if (!hasSquid && line.GetResult(_baseAddress) is not null)
            line.AddError("--base-address is where a squid runs: name the SQUID.");
    }
}
