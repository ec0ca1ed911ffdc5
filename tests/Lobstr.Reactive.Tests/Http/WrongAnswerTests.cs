namespace Lobstr.Reactive.Tests;

/// <summary>A success that cannot be meant is an error that says what was asked about and what is wrong with the answer.</summary>
public class WrongAnswerTests
{
    public static TheoryData<string, string, string> Wrong { get; } = new()
    {
        { "GetStatusAsync", "[]", "The answer about upload 'up-1' is no JSON object." },
        { "GetStatusAsync", "{}", "The answer about upload 'up-1' has no state." },
        { "GetStatusAsync", """{"id":"up-2","state":"SUCCESS"}""", "The answer about upload 'up-1' is about something else." },
        { "GetStatusAsync", """{"id":"up","state":"SUCCESS"}""", "The answer about upload 'up-1' is about something else." },
        { "GetStatusAsync", """{"id":"up-12","state":"SUCCESS"}""", "The answer about upload 'up-1' is about something else." },
        { "GetStatusAsync", "{\n\"state\":", "The answer about upload 'up-1' is not JSON from line 2, byte 9 on." },
        { "GetStatusAsync", """{"state":"\ud800"}""", "The answer about upload 'up-1' has a text that cannot be decoded." },
        { "GetAsync", "[]", "The answer about run 'run' is no JSON object." },
        { "GetAsync", """{"id":"run"}""", "The answer about run 'run' says neither its status nor whether it is done." },
        { "GetAsync", """{"id":"other","status":"done"}""", "The answer about run 'run' is about something else." },
        { "GetAsync", "<html>", "The answer about run 'run' is not JSON from line 1, byte 1 on." },
        { "GetAsync", """{"status":"\ud800"}""", "The answer about run 'run' has a text that cannot be decoded." },
        { "GetStatsAsync", "{}", "The answer about run 'run' does not say whether it is done." },
        { "GetDownloadUrlAsync", "{}", "The answer about the download of run 'run' has no address." },
        { "ListAsync", "{}", "The answer about page 1 of the runs of squid 'squid' has no rows." },
        { "ListAsync", """{"data":null}""", "The answer about page 1 of the runs of squid 'squid' has no rows." },
        { "ListAsync", """{"data":[7]}""", "A row of the runs of squid 'squid' is no JSON object." },
        { "ListAsync", """{"data":[{"id":"r1","squid":"other","status":"done"}]}""", "A row of the runs of squid 'squid' belongs to something else." },
        { "ListAsync", """{"data":[{"status":"done"}]}""", "The answer about the runs of squid 'squid' has no id of the run." },
        { "ListAsync", """{"data":[{"id":"r1"}]}""", "The answer about the runs of squid 'squid' says neither its status nor whether it is done." },
        { "ReadTasksAsync", "{}", "The answer about page 1 of the tasks of run 'run' has no rows." },
        { "ReadTasksAsync", """{"data":[{}]}""", "A row of the tasks of run 'run' has no id." },
        { "Results", "{}", "The answer about page 1 of the results of run 'run' has no rows." },
        { "GetAsync squid", """{"name":"hello"}""", "The answer about squid 'squid' has nothing of a squid." },
        { "GetAsync squid", """{"id":"other"}""", "The answer about squid 'squid' is about something else." },
        { "ListAsync squids", "{}", "The answer about page 1 of the squids has no rows." },
        { "ListAsync squids", """{"data":[null]}""", "A row of the squids is no JSON object." },
        { "ListAsync squids", """{"data":[{"id":"a/b"}]}""", "A row of the squids has no id." },
        { "ListAsync squids by name", """{"data":[{}]}""", "A row of the squids named 'Maps' has no id." },
        { "CheckAsync", """{"id":"squid"}""", "The answer about squid 'squid' does not say what its crawler is." },
        { "GetBalanceAsync", "[]", "The answer about the balance of the account is no JSON object." },
    };

    public static TheoryData<string, string, string> WrongOfWhatWasSent { get; } = new()
    {
        { "StartAsync", """{"status":"pending"}""", "The answer about the run of squid 'squid' has no id of the run." },
        { "AbortAsync", """{"id":"run"}""", "The answer about the abort of run 'run' says neither its status nor whether it is done." },
        { "ConfigureAsync", """{"name":"hello"}""", "The answer about the settings of squid 'squid' has nothing of a squid." },
        { "EmptyAsync", "{}", "The answer about the emptying of squid 'squid' does not say that it is empty." },
        { "SendAsync", "{}", "The answer about the upload to squid 'squid' has no id of the upload." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void An_answer_that_cannot_be_meant_is_named(string call, string body, string message) => Assert.Equal(message, Said(call, body));

    [Theory]
    [MemberData(nameof(WrongOfWhatWasSent))]
    public void Such_an_answer_about_what_was_sent_comes_with_the_warning_that_it_may_have_been_taken(string call, string body, string message)
    {
        string said = Said(call, body);

        Assert.StartsWith($"{message} ", said, StringComparison.Ordinal);
        Assert.Contains("may or may not have been taken: look before you repeat it (", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"task":[]}""")]
    [InlineData("""{"squid":{}}""")]
    public void Parameters_of_a_crawler_that_cannot_be_meant_are_named_too(string body) => Assert.Equal(
        "The answer about the parameters of crawler 'c1' does not say what its tasks are made of.",
        Said("CheckAsync", """{"id":"squid","crawler":"c1"}""", body));

    private static string Said(string call, params string[] bodies)
    {
        using ClientRun run = new(options => options with { Retry = RetryPolicy.None });
        foreach (string body in bodies)
            run.Service.Answers(200, body);
        Task task = ClientCalls.All[call](run.Client);
        run.RunTo(10);
        return Assert.IsType<LobstrProtocolException>(task.Exception?.InnerException).Message;
    }
}
