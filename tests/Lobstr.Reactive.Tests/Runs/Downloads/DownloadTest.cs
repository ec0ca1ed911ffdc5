using System.Text;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>A run whose file of results can be downloaded.</summary>
public abstract class DownloadTest : PipelineTest
{
    /// <summary>The file: nine hundred bytes, each line of which says where it is.</summary>
    protected static readonly string Whole = string.Concat(Enumerable.Range(0, 100).Select(i => $"line {i:000}\n"));

    private string _file = Whole;
    private string _tag = "\"v1\"";

    protected DownloadTest() => Options = Options with
    {
        Export = _ => new ExportFile(() => new MemoryStream(Encoding.ASCII.GetBytes(_file)), _tag),
        DownloadLinkLife = Seconds(60),
    };

    protected MemoryStream Destination { get; } = new();

    protected string Downloaded => Encoding.ASCII.GetString(Destination.ToArray());

    /// <summary>The requests to the server of the file, as they left the client.</summary>
    protected IReadOnlyList<SentRequest> Transfers => [.. Wire.Requests.Where(IsTransfer)];

    /// <summary>How often the service was asked for an address.</summary>
    protected int Links => Simulator.Requests.Count(request => request.Path == "runs/r/download");

    protected static bool IsTransfer(SentRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Address.AbsolutePath.StartsWith("/exports/", StringComparison.Ordinal);
    }

    protected static bool IsTransfer(SimulatedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Path.StartsWith("/exports/", StringComparison.Ordinal);
    }

    protected void Replace(string file, string tag) => (_file, _tag) = (file, tag);

    protected Task StartDownload(Stream? destination = null, CancellationToken cancellationToken = default)
    {
        Simulator.AddRun("r", RunScript.Succeeds(results: 3));
        return Client.Runs.DownloadAsync("r", destination ?? Destination, cancellationToken);
    }

    protected void Download(Stream? destination = null) => Ended(StartDownload(destination));

    protected IOException Breaks(Stream? destination = null) => Failed<IOException>(StartDownload(destination));
}
