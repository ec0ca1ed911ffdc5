namespace Lobstr.Reactive.Tests;

public sealed class BalanceTests : IDisposable
{
    private readonly ClientRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void It_is_read_whole()
    {
        _run.Service.Answers(200, """
            {"available":1000,"consumed":250.5,"bonus_credit":0,"rollover_credit":0,"used_slots":1.0,"total_available_slots":3,
            "has_unpaid_bill":true,"reset_time":"2026-04-01T00:00:00","interval":"month"}
            """);

        Balance balance = Given();

        Assert.Equal(
            new Balance
            {
                Available = 1000,
                Consumed = 250.5,
                UsedSlots = 1,
                TotalSlots = 3,
                HasUnpaidBill = true,
                ResetsAt = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero),
                Plan = "month",
            },
            balance);
        Assert.Equal(749.5, balance.Left);
        Assert.Equal(5, (balance with { Left = 5 }).Left);
        Assert.Equal("0  GET /v1/user/balance", _run.Transcript.ToString());
    }

    [Theory]
    [InlineData("""{"available":"12.5"}""", 12.5)]
    [InlineData("""{"available":0,"consumed":null,"used_slots":"many","total_available_slots":1e300,"has_unpaid_bill":null,"reset_time":"soon","interval":7}""", 0.0)]
    public void What_is_missing_is_absent(string body, double available)
    {
        _run.Service.Answers(200, body);

        Assert.Equal(new Balance { Available = available }, Given());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"consumed":3}""")]
    [InlineData("""[]""")]
    public void What_cannot_be_meant_is_a_protocol_fault(string body)
    {
        _run.Service.Answers(200, body);

        Assert.IsType<LobstrProtocolException>(Ask().Exception!.InnerException);
    }

    [Fact]
    public void Nothing_is_retried_and_a_429_holds_up_nobody_of_another_family()
    {
        _run.Service.Answers(429, "", headers: ("Retry-After", "30")).Answers(200, """{"id":"r","status":"done"}""");

        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<LobstrRateLimitException>(Ask().Exception!.InnerException).RetryAfter);

        Task<Run> other = _run.Client.Runs.GetAsync("r", TestContext.Current.CancellationToken);
        _run.RunTo(2);
        Assert.True(other.IsCompletedSuccessfully);
        Assert.Equal(2, _run.Service.Requests.Count);
    }

    private Balance Given() => Ask().GetAwaiter().GetResult();

    private Task<Balance> Ask()
    {
        Task<Balance> answer = _run.Client.GetBalanceAsync(TestContext.Current.CancellationToken);
        _run.RunTo(_run.Transcript.Seconds + 1);
        Assert.True(answer.IsCompleted, "There should be an answer by now.");
        return answer;
    }
}
