using System.CommandLine;
using System.CommandLine.Parsing;
using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>The command line: what can be said, and what it means.</summary>
internal sealed class PipelineCommand : RootCommand
{
    private const string DefaultOutput = "results.csv";

    private const string Summary = """
        Sends a file of tasks to lobstr.io, waits until it has been processed, runs the
        squid on it, and writes what the run finds to another file.

        Without SQUID it needs no account and no network: it starts a simulated service
        on this machine and does all that with it. With SQUID and --file it does so with
        lobstr.io, which costs credit, with the API key in LOBSTR_TOKEN or
        LOBSTR_API_KEY, else with the one in the config file of the lobstr command line
        tool.

        A DURATION is a number and a unit, such as 500ms, 2s, 5m or 1h; a number alone is
        seconds.

        Exit codes:
          0    the results are written
          1    a stage failed; standard error says which, and what goes on without it
          2    the arguments or the API key cannot be used
          130  interrupted; standard error says what goes on without it
        """;

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
        Description = $"Where the rows go, as CSV; replaced where it is there [default: {DefaultOutput}]",
        HelpName = "PATH",
    };

    private readonly Option<Uri> _baseAddress = CommonOptions.BaseAddress("that SQUID belongs to");
    private readonly Option<TimeSpan?> _interval = CommonOptions.Interval();
    private readonly Option<TimeSpan?> _timeout = CommonOptions.Timeout("the upload, and then the run [default: until they have ended]");

    public PipelineCommand()
        : base(Summary)
    {
        Add(_squid);
        Add(_file.AcceptExistingOnly());
        Add(_output);
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
