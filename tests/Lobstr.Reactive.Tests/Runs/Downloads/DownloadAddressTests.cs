using System.Net;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

public sealed class DownloadAddressTests : DownloadTest
{
    [Fact]
    public void An_address_that_has_expired_is_renewed()
    {
        Simulator.Faults.OnRequest(1, Fault.BodyHangsAfter(300), IsTransfer);
        ClientOptions = ClientOptions with { RequestTimeout = Seconds(61) };
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(2, Links);
        Assert.Equal([null, "bytes=300-", "bytes=300-"], Transfers.Select(transfer => transfer.Range));
        Assert.NotEqual(Transfers[1].Address, Transfers[2].Address);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden)]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Gone)]
    public void It_is_renewed_once(HttpStatusCode statusCode)
    {
        Simulator.Faults.Always(Fault.Status(statusCode), IsTransfer);

        Assert.Contains("and so was a new one", Breaks().Message, StringComparison.Ordinal);
        Assert.Equal(2, Links);
        Assert.Equal(2, Transfers.Count);
    }

    [Fact]
    public void A_new_address_that_was_of_use_may_expire_too()
    {
        // Every other request is refused, and each of the others brings some bytes.
        for (int i = 1; i < 10; i += 2)
            Simulator.Faults.OnRequest(i, Fault.Status(HttpStatusCode.Forbidden), IsTransfer);
        Simulator.Faults.Always(Fault.BodyBreaksAfter(200), IsTransfer);
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(6, Links);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.BadRequest)]
    public void What_the_server_of_the_file_will_not_do_is_not_asked_again(HttpStatusCode statusCode)
    {
        Simulator.Faults.Always(Fault.Status(statusCode), IsTransfer);

        IOException error = Breaks();

        Assert.Contains(((int)statusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.Single(Transfers);
        Assert.Equal(1, Links);
    }

    [Fact]
    public void A_service_in_trouble_is_asked_for_the_address_again()
    {
        Simulator.Faults.OnRequests(1, 3, Fault.Status(HttpStatusCode.BadGateway), request => request.Path == "runs/r/download");
        Download();

        Assert.Equal(Whole, Downloaded);
        Assert.Equal(4, Links);
    }
}
