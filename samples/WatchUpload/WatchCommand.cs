using System.CommandLine;
using System.CommandLine.Parsing;
using Lobstr.Reactive.Samples.Common;

namespace Lobstr.Reactive.Samples.WatchUpload;

/// <summary>The command line: what can be said, and what it means.</summary>
internal sealed class WatchCommand : RootCommand
{
    private const string Summary = """
        Watches an upload of tasks to lobstr.io until it has ended.

        Without UPLOAD_ID it needs no account and no network: it starts a simulated
        service on this machine, sends it a file and watches that. With UPLOAD_ID it asks
        lobstr.io, with the API key in LOBSTR_TOKEN or LOBSTR_API_KEY, else with the one
        in the config file of the lobstr command line tool.

        A DURATION is a number and a unit, such as 500ms, 2s, 5m or 1h; a number alone is
        seconds.

        Exit codes:
          0    the upload succeeded
          1    it failed, is not known, or the watch ended without an answer
          2    the arguments or the API key cannot be used
          130  interrupted
        """;

    private readonly Argument<string> _uploadId = new("UPLOAD_ID")
    {
        Description = "The upload to watch. Without it, a file is sent to a simulated service",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<FileInfo> _file = new("--file")
    {
        Description = "The CSV or TSV file to send to the simulated service [default: tasks.csv beside the program]",
        HelpName = "PATH",
    };

    private readonly Option<Uri> _baseAddress = CommonOptions.BaseAddress("to ask about UPLOAD_ID");
    private readonly Option<TimeSpan?> _interval = CommonOptions.Interval("2s");
    private readonly Option<TimeSpan?> _timeout = CommonOptions.Timeout("[default: until the upload has ended]");

    public WatchCommand()
        : base(Summary)
    {
        Add(_uploadId);
        Add(_file.AcceptExistingOnly());
        Add(_baseAddress);
        Add(_interval);
        Add(_timeout);
        Validators.Add(CheckCombination);
    }

    /// <summary>The arguments of a command line without errors.</summary>
    public WatchArguments Read(ParseResult line)
    {
        TimeSpan? interval = line.GetValue(_interval);
        var options = new WatchOptions { Timeout = line.GetValue(_timeout) };
        return new WatchArguments
        {
            UploadId = line.GetValue(_uploadId),
            File = line.GetValue(_file),
            BaseAddress = line.GetValue(_baseAddress),
            Options = interval is null ? options : options with { Schedule = PollSchedule.Every(interval.Value) },
        };
    }

    private void CheckCombination(CommandResult line)
    {
        bool hasUploadId = line.GetResult(_uploadId) is { Tokens.Count: > 0 };
        if (hasUploadId && line.GetResult(_file) is not null)
            line.AddError("--file goes to the simulated service: leave out UPLOAD_ID.");
        if (!hasUploadId && line.GetResult(_baseAddress) is not null)
            line.AddError("--base-address is where an upload is watched: name its UPLOAD_ID.");
    }
}
