using System.Text.RegularExpressions;

namespace Lobstr.Reactive.Samples.Tests.RunPipeline;

/// <summary>Time, port, id and directory differ from run to run.</summary>
internal static partial class Chance
{
    public static string Without(string line, string resultsPath) => Seconds().Replace(
        Port().Replace(Id().Replace(line.Replace(resultsPath, "RESULTS", StringComparison.Ordinal), "ID"), ":PORT/"), "SECONDS");

    [GeneratedRegex(@"^ *\d+\.\d s")]
    private static partial Regex Seconds();

    [GeneratedRegex(@":\d+/")]
    private static partial Regex Port();

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}
