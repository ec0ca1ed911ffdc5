using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class Observing : RecipeTest
{
    private IDisposable Log(LobstrClient client)
    {
        // Recipe: log the events
        IDisposable log = client.Events.Subscribe(
            happened => Console.WriteLine(happened switch
            {
                RequestSent sent => $"{sent.Method} {sent.Path}",
                ResponseReceived answer => $"{(int)answer.StatusCode} after {answer.Latency.TotalMilliseconds:0} ms",
                RequestFailed failed => failed.Error.Message,
                RetryScheduled retry => $"retry {retry.Attempt} follows: {retry.Error.Message}",
                BudgetPaused pause => $"no {pause.Family} until {pause.Until:T}: {pause.Reason}",
                StatusChanged changed => $"now {changed.RawState}",
                WatchEnded ended => $"watched to its end: {ended.Outcome}",
                _ => happened.ToString(),
            }),
            error => Console.WriteLine(error.Message));
        // Recipe end
        return log;
    }

    [Fact]
    public void Every_request_leaves_its_lines()
    {
        Simulator.AddUpload("one", Quick);
        Simulator.Faults.OnRequest(1, Fault.ConnectionRefused);
        Simulator.Faults.OnRequest(2, Fault.Status(System.Net.HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromSeconds(9)));

        using IDisposable log = Log(Client);
        Client.Uploads.Watch("one").Subscribe();
        Advance(60);

        Assert.Equal("GET tasks/upload/one", Printed[1]);
        Assert.StartsWith("retry 1 follows: ", Printed[3], StringComparison.Ordinal);
        Assert.Contains(Printed, line => line.StartsWith("no tasks until ", StringComparison.Ordinal));
        Assert.Equal(["200 after 0 ms", "now SUCCESS", "watched to its end: Success"], Printed.TakeLast(3));
    }
}
