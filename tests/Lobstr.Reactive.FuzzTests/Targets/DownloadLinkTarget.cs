namespace Lobstr.Reactive.FuzzTests;

/// <summary>The address of the file of results: an absolute one on the web, or an error.</summary>
internal sealed class DownloadLinkTarget : FuzzTarget
{
    public override string Name => "download";

    public override void Check(byte[] input)
    {
        if (ReadOrRefuse(DownloadLinkResource.Instance, input, "run-1") is not { } address)
            return;
        using var oracle = new Oracle(input);
        Require(address.IsAbsoluteUri && address.Scheme is "http" or "https", $"'{address}' is no address on the web.");
        Require(address.OriginalString == oracle.Text("s3"), $"'{address}' was made up.");
    }
}
