using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>The command line: what can be said, and what it means.</summary>
internal sealed class WatchManyCommand : RootCommand
{
    private const int DefaultUploads = 40;

    private const string Summary = """
        Watches many uploads of tasks at once, behind one API key, and shows how they
        share the 90 requests a minute that the service grants it.

        It needs no account and no network: it starts a simulated service on this
        machine. Some of the uploads fail on purpose, one is not known, one never ends.
        40 uploads take about 80 seconds.

        Exit codes:
          0    each upload ended as it should, those that fail on purpose included,
               and no request was answered 429 (too many requests)
          1    one ended otherwise, or a request was answered 429
          2    the arguments cannot be used
          130  interrupted
        """;

    private readonly Option<int> _uploads = new("--uploads")
    {
        Description = $"How many uploads to watch, 1 to {Demo.MostUploads} [default: {DefaultUploads}]",
        HelpName = "N",
        CustomParser = ParseCount,
    };

    private readonly Option<FileInfo> _picture = new("--picture")
    {
        Description = "Draw the table after 46 seconds of virtual time into this SVG file, and watch nothing",
        HelpName = "PATH",
    };

    public WatchManyCommand()
        : base(Summary)
    {
        Add(_uploads);
        Add(_picture);
    }

    /// <summary>How many uploads a command line without errors asks for.</summary>
    public int ReadUploads(ParseResult line) => line.GetResult(_uploads) is null ? DefaultUploads : line.GetValue(_uploads);

    /// <summary>Where to draw a picture; null: nowhere, watch instead.</summary>
    public FileInfo? ReadPicture(ParseResult line) => line.GetValue(_picture);

    private static int ParseCount(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= Demo.MostUploads)
            return count;

        argument.AddError($"--uploads: '{text}' is not a number from 1 to {Demo.MostUploads}.");
        return 0;
    }
}
