using System.CommandLine;

namespace Lobstr.Reactive.Samples.Common;

/// <summary>The options that more than one program has.</summary>
public static class CommonOptions
{
    /// <param name="of">What is asked about there.</param>
    public static Option<Uri> BaseAddress(string of) => new("--base-address")
    {
        Description = $"The service {of} [default: https://api.lobstr.io/v1/]",
        HelpName = "URL",
        CustomParser = OptionParsers.ParseAddress,
    };

    /// <param name="usual">How long that is by default.</param>
    public static Option<TimeSpan?> Interval(string usual) => new("--interval")
    {
        Description = $"How long to wait between an answer and the next poll [default: {usual}]",
        HelpName = "DURATION",
        CustomParser = OptionParsers.ParseDuration,
    };

    /// <param name="what">What is watched, and until when by default.</param>
    public static Option<TimeSpan?> Timeout(string what) => new("--timeout")
    {
        Description = $"How long to watch {what}",
        HelpName = "DURATION",
        CustomParser = OptionParsers.ParseDuration,
    };
}
