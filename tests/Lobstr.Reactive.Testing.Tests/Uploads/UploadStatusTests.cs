namespace Lobstr.Reactive.Testing.Tests;

public sealed class UploadStatusTests : SimulatorTest
{
    private const string Id = "427a7bfc54cf4ce483d83ba23425164b";

    private const string NotFound =
        """404 {"error":{"message":"Upload task not found","type":"not_found_error","param":"upload_task_id"}}""";

    private static readonly UploadMeta Eight = new() { Valid = 8, Inserted = 8 };

    [Fact]
    public void Progress_is_the_documented_202()
    {
        Simulator.AddUpload(Id, UploadScript.StaysInProgress());

        Assert.Equal($$"""202 {"id":"{{Id}}","object":"task_upload","state":"PROGRESS","meta":null}""", Poll(Id));
    }

    [Fact]
    public void Success_is_the_documented_200()
    {
        Simulator.AddUpload(Id, UploadScript.Succeeds(Eight));

        Assert.Equal(
            $$$"""200 {"id":"{{{Id}}}","object":"task_upload","state":"SUCCESS","meta":{"duplicates":0,"inserted":8,"invalid":0,"valid":8}}""",
            Poll(Id));
    }

    [Fact]
    public void An_unknown_id_is_the_documented_404()
    {
        Options = Options with { ExplainUnknownIds = false };

        Assert.Equal(NotFound, Poll(Id));
    }

    [Fact]
    public void Answers_are_json()
    {
        Simulator.AddUpload(Id, UploadScript.StaysPending());

        Assert.Equal("application/json", Get("tasks/upload/" + Id).Content.Headers.ContentType?.ToString());
        Assert.Equal("application/json", Get("tasks/upload/1").Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public void A_script_is_lived_step_by_step_each_step_including_its_first_instant()
    {
        Simulator.AddUpload(Id, UploadScript.Pending(Seconds(3)).Progress(Seconds(40)).Succeeds(Eight));

        Assert.Equal(
            ["0 202 PENDING", "2.9 202 PENDING", "3 202 PROGRESS", "42.9 202 PROGRESS", "43 200 SUCCESS", "100000 200 SUCCESS"],
            StatesAt(0, 2.9, 3, 42.9, 43, 100_000));
    }

    [Fact]
    public void A_script_begins_when_its_upload_is_added()
    {
        Advance(1_000);
        Simulator.AddUpload(Id, UploadScript.Pending(Seconds(3)).Fails());

        Assert.Equal(["1002 202 PENDING", "1003 200 FAILURE"], StatesAt(1_002, 1_003));
    }

    [Fact]
    public void An_upload_may_be_found_late_and_vanish_again()
    {
        Simulator.AddUpload(Id, UploadScript.NotFound(Seconds(5)).Progress(Seconds(1)).Vanishes());

        Assert.Equal(NotFound, Poll(Id));
        Assert.Equal(["4.9 404 ", "5 202 PROGRESS", "6 404 "], StatesAt(4.9, 5, 6));
    }

    [Fact]
    public void An_upload_may_never_be_found()
    {
        Simulator.AddUpload(Id, UploadScript.NeverFound);

        Assert.Equal(["0 404 ", "1000 404 "], StatesAt(0, 1_000));
    }

    [Fact]
    public void Odd_states_are_not_final_whatever_they_are_called_and_known_ones_are_in_any_case()
    {
        Simulator.AddUpload(Id, UploadScript.State("REVOKED", Seconds(1)).State("", Seconds(1)).State("é\"", Seconds(1)).State("success", Seconds(1)).StaysIn("Failure"));

        Assert.Equal(["0 202 REVOKED", "1 202 ", "2 202 é\"", "3 200 success", "4 200 Failure"], StatesAt(0, 1, 2, 3, 4));
    }

    [Fact]
    public void Counts_may_come_before_the_end_and_be_missing_at_it()
    {
        Simulator.AddUpload(Id, UploadScript.Progress(Seconds(1), new UploadMeta { Valid = 5, Inserted = 3, Duplicates = 2, Invalid = 1 }).Succeeds(null));

        Assert.EndsWith("""
            "meta":{"duplicates":2,"inserted":3,"invalid":1,"valid":5}}
            """.Trim(), Poll(Id), StringComparison.Ordinal);
        Advance(1);
        Assert.EndsWith("""
            "state":"SUCCESS","meta":null}
            """.Trim(), Poll(Id), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_file_there_is_nothing_to_count()
    {
        Simulator.AddUpload(Id, UploadScript.Succeeds());

        Assert.EndsWith("""
            "meta":{"duplicates":0,"inserted":0,"invalid":0,"valid":0}}
            """.Trim(), Poll(Id), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_answer_is_a_message_of_its_own_that_knows_its_request()
    {
        Simulator.AddUpload(Id, UploadScript.StaysPending());
        HttpResponseMessage first = Get("tasks/upload/" + Id);
        HttpResponseMessage second = Get("tasks/upload/" + Id);
        first.Dispose();

        Assert.NotSame(first, second);
        Assert.StartsWith("{", Body(second), StringComparison.Ordinal);
        Assert.Equal("/v1/tasks/upload/" + Id, second.RequestMessage?.RequestUri?.AbsolutePath);
    }

    [Fact]
    public void Ids_without_a_name_are_hex_different_and_the_same_in_every_simulator()
    {
        string first = Simulator.AddUpload(UploadScript.StaysPending());
        string second = Simulator.AddUpload(UploadScript.StaysInProgress());

        Assert.Matches("^[0-9a-f]{32}$", first);
        Assert.NotEqual(first, second);
        Assert.Equal(first, new LobstrSimulator(Clock).AddUpload(UploadScript.NeverFound));
        Assert.Contains("PENDING", Poll(first), StringComparison.Ordinal);
        Assert.Contains("PROGRESS", Poll(second), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_is_taken_is_given_to_nobody_else()
    {
        string first = new LobstrSimulator(Clock).AddUpload(UploadScript.NeverFound);
        Simulator.AddUpload(first, UploadScript.NeverFound);
        Upload("n\n1\n");

        Assert.NotEqual(first, Simulator.Uploads[0].Id);
        Assert.Contains("PENDING", Poll(Simulator.Uploads[0].Id), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../runs")]
    [InlineData("a b")]
    [InlineData("é")]
    public void An_id_that_cannot_be_one_is_refused_where_it_is_added(string id)
    {
        var error = Assert.Throws<ArgumentException>(() => Simulator.AddUpload(id, UploadScript.StaysPending()));

        Assert.Contains("letters, digits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_is_given_once()
    {
        Simulator.AddUpload(Id, UploadScript.StaysPending());

        var error = Assert.Throws<ArgumentException>(() => Simulator.AddUpload(Id, UploadScript.StaysPending()));
        Assert.Contains(Id, error.Message, StringComparison.Ordinal);
    }

    private string[] StatesAt(params double[] seconds) => [.. seconds.Select(at =>
    {
        Clock.AdvanceTo(DateTimeOffset.MinValue + Seconds(at));
        HttpResponseMessage response = Get("tasks/upload/" + Id);
        string? state = null;
        if (response.StatusCode != System.Net.HttpStatusCode.NotFound)
        {
            using var json = System.Text.Json.JsonDocument.Parse(Body(response));
            state = json.RootElement.GetProperty("state").GetString();
        }

        return FormattableString.Invariant($"{at} {(int)response.StatusCode} {state}");
    })];
}
