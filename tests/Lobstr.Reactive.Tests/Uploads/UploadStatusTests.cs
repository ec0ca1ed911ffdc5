namespace Lobstr.Reactive.Tests;

/// <summary>A status, its counts and its errors as values.</summary>
public class UploadStatusTests
{
    private static readonly UploadStatus Status = new()
    {
        Id = "up-1",
        State = UploadState.Progress,
        Meta = new() { Valid = 1, Inserted = 2, Duplicates = 3, Invalid = 4 },
    };

    [Fact]
    public void Statuses_are_equal_by_value()
    {
        UploadStatus same = Status with { Meta = Status.Meta! with { } };

        Assert.Equal(Status, same);
        Assert.NotSame(Status.Meta, same.Meta);
        Assert.Equal(Status.GetHashCode(), same.GetHashCode());
        Assert.True(Status == same);
    }

    [Fact]
    public void Each_part_of_a_status_counts()
    {
        UploadStatus[] others =
        [
            Status with { Id = "up-2" },
            Status with { State = UploadState.Pending },
            Status with { RawState = "progress" },
            Status with { Meta = null },
            Status with { Meta = Status.Meta! with { Valid = 9 } },
            Status with { Meta = Status.Meta with { Inserted = 9 } },
            Status with { Meta = Status.Meta with { Duplicates = 9 } },
            Status with { Meta = Status.Meta with { Invalid = 9 } },
        ];

        Assert.All(others, other => Assert.NotEqual(Status, other));
        Assert.False(Status.Equals(null));
    }

    [Theory]
    [InlineData(UploadState.Unknown, "UNKNOWN", false)]
    [InlineData(UploadState.Pending, "PENDING", false)]
    [InlineData(UploadState.Progress, "PROGRESS", false)]
    [InlineData(UploadState.Success, "SUCCESS", true)]
    [InlineData(UploadState.Failure, "FAILURE", true)]
    public void RawState_is_the_upper_case_name_by_default_and_two_states_are_terminal(UploadState state, string name, bool terminal)
    {
        UploadStatus status = new() { Id = "up-1", State = state };

        Assert.Equal(name, status.RawState);
        Assert.Equal(terminal, status.IsTerminal);
        Assert.Equal(status, status with { RawState = name });
        Assert.Equal(status.GetHashCode(), (status with { RawState = name }).GetHashCode());
    }

    [Fact]
    public void A_state_that_is_changed_changes_its_default_name_with_it() =>
        Assert.Equal("SUCCESS", (Status with { State = UploadState.Success }).RawState);

    [Fact]
    public void ToString_says_it_all()
    {
        string text = Status.ToString();

        Assert.All(
            ["up-1", "PROGRESS", "Valid = 1", "Inserted = 2", "Duplicates = 3", "Invalid = 4"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_error_of_a_failure_names_the_upload_and_its_counts()
    {
        UploadFailedException error = new(Status with { State = UploadState.Failure });

        Assert.Equal("up-1", error.UploadTaskId);
        Assert.Equal("The upload 'up-1' failed: 1 rows valid, 2 inserted, 3 duplicates, 4 invalid.", error.Message);
        Assert.Contains("'up-2'", new UploadFailedException(new UploadStatus { Id = "up-2", State = UploadState.Failure }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new UploadFailedException((UploadStatus)null!));
    }

    [Fact]
    public void The_error_of_a_timeout_says_what_was_last_seen_and_what_failed_last()
    {
        IOException fault = new("The cable is out.");

        Assert.Equal(
            "The upload 'up-1' had not ended after 90 s: the last status was PROGRESS, and the last poll failed: The cable is out.",
            new UploadTimeoutException("up-1", Status, TimeSpan.FromSeconds(90), fault).Message);
        Assert.Equal(
            "The upload had not ended after 1 s: no status was seen.",
            new UploadTimeoutException(null, null, TimeSpan.FromSeconds(1)).Message);
    }

    [Fact]
    public void Users_can_make_every_error_to_fake_a_failure()
    {
        IOException inner = new();

        Assert.All<Exception>(
            [
                new UploadFailedException(), new UploadFailedException("m"), new UploadFailedException("m", inner),
                new UploadNotFoundException(), new UploadNotFoundException("m"), new UploadNotFoundException("m", inner),
                new UploadTimeoutException(), new UploadTimeoutException("m"), new UploadTimeoutException("m", inner),
                new LobstrApiException(), new LobstrApiException("m"), new LobstrApiException("m", inner),
                new LobstrAuthenticationException(), new LobstrAuthenticationException("m"), new LobstrAuthenticationException("m", inner),
                new LobstrRateLimitException(), new LobstrRateLimitException("m"), new LobstrRateLimitException("m", inner),
                new LobstrProtocolException(), new LobstrProtocolException("m"), new LobstrProtocolException("m", inner),
            ],
            error => Assert.False(string.IsNullOrWhiteSpace(error.Message)));
        Assert.Equal([404, 404, 404], new LobstrApiException[] { new UploadNotFoundException(), new UploadNotFoundException("m"), new UploadNotFoundException("m", inner) }.Select(e => (int)e.StatusCode));
        Assert.Equal([401, 401, 401], new LobstrApiException[] { new LobstrAuthenticationException(), new LobstrAuthenticationException("m"), new LobstrAuthenticationException("m", inner) }.Select(e => (int)e.StatusCode));
        Assert.Equal([429, 429, 429], new LobstrApiException[] { new LobstrRateLimitException(), new LobstrRateLimitException("m"), new LobstrRateLimitException("m", inner) }.Select(e => (int)e.StatusCode));
    }
}
