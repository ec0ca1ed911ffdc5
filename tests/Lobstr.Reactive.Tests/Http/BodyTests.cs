
namespace Lobstr.Reactive.Tests;

/// <summary>What counts as a good answer, and what is read in it.</summary>
public class BodyTests
{
    private const int Mebibyte = 1 << 20;

    public static TheoryData<string, string> Good { get; } = new()
    {
        { "state alone", """{"state":"SUCCESS"}""" },
        { "any order", """{"meta":null,"state":"SUCCESS","object":"task_upload","id":"up-1"}""" },
        { "unknown fields", """{"x":{"state":"FAILURE","y":[1,{"state":"PENDING"}]},"id":"up-1","z":[[]],"state":"SUCCESS","w":null,"v":1e400}""" },
        { "a state inside meta", """{"meta":[{"state":"FAILURE"}],"state":"SUCCESS"}""" },
        { "a byte order mark", "\uFEFF" + """{"id":"up-1","state":"SUCCESS","meta":null}""" },
        { "escapes in a value", """{"id":"\u0075p-1","state":"SU\u0043CESS"}""" },
        { "escapes in a name", """{"st\u0061te":"SUCCESS"}""" },
        { "names that cannot be decoded", """{"\ud800":"FAILURE","state":"SUCCESS","meta":null,"\udc00":{"state":"PENDING"}}""" },
        { "white space", " \r\n\t{ \"state\" :\t\"SUCCESS\" }\n\n" },
        { "no id", """{"object":"task_upload","state":"SUCCESS","meta":null}""" },
        { "a null id", """{"id":null,"state":"SUCCESS"}""" },
        { "an id in another case", """{"id":"UP-1","state":"SUCCESS"}""" },
        { "an id with other hyphens", """{"id":"u-p1","state":"SUCCESS"}""" },
        { "a state that is there twice, once as a list", """{"state":[{"state":"FAILURE"}],"state":"SUCCESS"}""" },
        { "meta is text", """{"state":"SUCCESS","meta":"8 of 8"}""" },
        { "meta is a number", """{"state":"SUCCESS","meta":8}""" },
        { "meta is a list", """{"state":"SUCCESS","meta":[8]}""" },
        { "meta holds text", """{"state":"SUCCESS","meta":{"valid":"eight"}}""" },
        { "meta holds too much", """{"state":"SUCCESS","meta":{"valid":99999999999999999999}}""" },
        { "meta holds one too much", """{"state":"SUCCESS","meta":{"valid":9223372036854775808}}""" },
        { "meta holds a half", """{"state":"SUCCESS","meta":{"valid":8.5}}""" },
        { "meta holds more than a number can be", """{"state":"SUCCESS","meta":{"valid":1e400}}""" },
        { "meta holds text before what can be read", """{"state":"SUCCESS","meta":{"valid":"eight","inserted":8.0,"invalid":8}}""" },
        { "meta holds a list before what can be read", """{"state":"SUCCESS","meta":{"valid":[8],"inserted":8,"duplicates":8.0}}""" },
        { "meta holds an object", """{"meta":{"valid":{"state":"FAILURE"}},"state":"SUCCESS"}""" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void A_good_answer_is_read(string what, string body)
    {
        using ClientRun run = new();
        run.Service.Answers(200, body);

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        run.Says("""
            0  subscribe
            0  GET /v1/tasks/upload/up-1
            0  next SUCCESS
            0  completed
            """);
        Assert.True(run.Observer.Values[0] == new UploadStatus { Id = "up-1", State = UploadState.Success }, what);
    }

    [Theory]
    [InlineData("success", UploadState.Success)]
    [InlineData("Pending", UploadState.Pending)]
    [InlineData("fAILURE", UploadState.Failure)]
    [InlineData("progress", UploadState.Progress)]
    [InlineData("STARTED", UploadState.Unknown)]
    [InlineData("UNKNOWN", UploadState.Unknown)]
    [InlineData("1", UploadState.Unknown)]
    public async Task A_state_is_read_in_any_case_and_kept_as_it_was_written(string written, UploadState state)
    {
        using ClientRun run = new();
        run.Service.Answers(200, $$"""{"state":"{{written}}"}""");

        UploadStatus status = await run.Ask();

        Assert.Equal((state, written), (status.State, status.RawState));
    }

    [Theory]
    [InlineData("""{"valid":8}""", 8, 0, 0, 0)]
    [InlineData("""{"invalid":4,"duplicates":3,"inserted":2,"valid":1}""", 1, 2, 3, 4)]
    [InlineData("""{"valid":1,"unknown":{"valid":7},"inserted":2}""", 1, 2, 0, 0)]
    [InlineData("{}", 0, 0, 0, 0)]
    [InlineData("""{"valid":null,"inserted":2}""", 0, 2, 0, 0)]
    [InlineData("""{"valid":1.0,"inserted":2e3,"duplicates":-3}""", 1, 2000, -3, 0)]
    [InlineData("""{"valid":9223372036854775807}""", long.MaxValue, 0, 0, 0)]
    public async Task The_counts_are_read_and_absent_ones_are_zero(string meta, long valid, long inserted, long duplicates, long invalid)
    {
        using ClientRun run = new();
        run.Service.Answers(200, $$"""{"meta":{{meta}},"state":"PROGRESS"}""");

        UploadStatus status = await run.Ask();

        Assert.Equal(new() { Valid = valid, Inserted = inserted, Duplicates = duplicates, Invalid = invalid }, status.Meta);
    }

    [Theory]
    [InlineData("UP1")]
    [InlineData("u-p-1")]
    public async Task The_id_of_a_status_is_spelled_as_it_was_asked(string answered)
    {
        using ClientRun run = new();
        run.Service.Answers(200, $$"""{"id":"{{answered}}","state":"PENDING"}""");

        Assert.Equal("up-1", (await run.Ask()).Id);
    }

    [Fact]
    public async Task A_status_that_was_read_is_equal_to_one_that_was_made_and_stays_so_when_both_are_changed()
    {
        using ClientRun run = new();
        run.Service.Answers(200, ClientRun.Pending);
        UploadStatus made = new() { Id = ClientRun.Id, State = UploadState.Pending };

        UploadStatus read = await run.Ask();

        Assert.Equal(made, read);
        Assert.Equal(made with { State = UploadState.Success }, read with { State = UploadState.Success });
    }

    [Theory]
    [InlineData(Mebibyte, true)]
    [InlineData(Mebibyte + 1, false)]
    public void An_answer_may_be_one_MiB_long_and_no_longer(int length, bool good)
    {
        using ClientRun run = new();
        string start = """{"state":"SUCCESS","x":" """.TrimEnd();
        run.Service.Answers(200, start + new string('x', length - start.Length - 2) + "\"}");

        run.WatchTo(60, new() { Retry = RetryPolicy.None });

        Assert.Equal(good ? "0  completed" : "0  error LobstrProtocolException", run.Transcript.Lines[^1]);
    }
}
