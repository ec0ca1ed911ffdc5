namespace Lobstr.Reactive.FuzzTests;

/// <summary>Everything that is fuzzed without a client.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new UploadStatusTarget(),
        new RunTarget(),
        new RunStatsTarget(),
        new ResultPageTarget(),
        new ListTarget(),
        new SquidTarget(),
        new FileHeaderTarget(),
        new TicketTarget(),
        new DownloadLinkTarget(),
        new ErrorBodyTarget(),
        new HeadersTarget(),
    ];

    public static TheoryData<string> Names { get; } = [.. All.Select(target => target.Name)];

    public static FuzzTarget Find(string name) => All.Single(target => target.Name == name);
}
