using System.Net;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>What a sending that has failed means: whether the service may have the file.</summary>
public sealed class SendFaultTests
{
    [Theory]
    // An answer instead of taking the file.
    [InlineData(400, TrackedUploadState.Rejected, TrackedUploadState.Rejected)]
    [InlineData(401, TrackedUploadState.Rejected, TrackedUploadState.Rejected)]
    [InlineData(404, TrackedUploadState.Rejected, TrackedUploadState.Rejected)]
    [InlineData(499, TrackedUploadState.Rejected, TrackedUploadState.Rejected)]
    // A proxy may give this answer after it has passed the file on.
    [InlineData(408, TrackedUploadState.MayHaveBeenSent, TrackedUploadState.Rejected)]
    [InlineData(500, TrackedUploadState.MayHaveBeenSent, TrackedUploadState.Rejected)]
    [InlineData(502, TrackedUploadState.MayHaveBeenSent, TrackedUploadState.Rejected)]
    // No answer at all.
    [InlineData(0, TrackedUploadState.MayHaveBeenSent, TrackedUploadState.Rejected)]
    public void An_answer_is_a_refusal_unless_it_may_not_be_the_services(int status, TrackedUploadState opened, TrackedUploadState unopened)
    {
        var fault = new LobstrApiException((HttpStatusCode)status, "no");

        Assert.Equal(opened, SendFault.StateAfter(fault, wasOpened: true));
        Assert.Equal(unopened, SendFault.StateAfter(fault, wasOpened: false));
    }

    [Fact]
    public void A_429_is_a_refusal() =>
        Assert.Equal(TrackedUploadState.Rejected, SendFault.StateAfter(new LobstrRateLimitException(), wasOpened: true));

    [Fact]
    public void A_503_that_says_when_to_come_back_is_a_refusal() => Assert.Equal(
        TrackedUploadState.Rejected,
        SendFault.StateAfter(new LobstrApiException(HttpStatusCode.ServiceUnavailable, "later") { RetryAfter = TimeSpan.FromSeconds(5) }, wasOpened: true));

    [Fact]
    public void A_connection_that_breaks_is_no_refusal_once_the_file_was_opened()
    {
        var fault = new HttpRequestException("the line is dead");

        Assert.Equal(TrackedUploadState.MayHaveBeenSent, SendFault.StateAfter(fault, wasOpened: true));
        Assert.Equal(TrackedUploadState.Rejected, SendFault.StateAfter(fault, wasOpened: false));
    }

    [Fact]
    public void What_is_neither_the_services_nor_the_networks_is_the_callers() =>
        Assert.Null(SendFault.StateAfter(new FileNotFoundException(), wasOpened: false));
}
