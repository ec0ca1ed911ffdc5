using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET me</c> and <c>GET user/balance</c>: what the service's own client asks for first.</summary>
internal sealed class AccountEndpoints(SimulatedAccount account, SimulatorClock clock) : IEndpoints
{
    private static readonly Answer Me = Answers.Json(HttpStatusCode.OK, json =>
    {
        json.WriteString("id", Ids.Of("user"));
        json.WriteString("object", "user");
        json.WriteString("email", "user@example.com");
        json.WriteString("first_name", "Simone");
        json.WriteString("last_name", "Simulator");
        json.WriteBoolean("is_staff", false);
        json.WriteStartArray("plan");
        json.WriteEndArray();
    });

    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        Answer? answer = path switch
        {
            "me" => Me,
            "user/balance" => Describe(account.Balance),
            _ => null,
        };
        return new ValueTask<Answer?>(answer is null || message.Method == HttpMethod.Get
            ? answer
            : Answers.MethodNotAllowed(message.Method, "GET"));
    }

    private Answer Describe(SimulatedBalance balance) => Answers.Json(HttpStatusCode.OK, json =>
    {
        json.WriteString("id", Ids.Of("plan"));
        json.WriteString("object", "plan");
        json.WriteString("name", balance.Plan);
        json.WriteNumber("available", balance.Available);
        json.WriteNumber("consumed", balance.Consumed);
        json.WriteNumber("bonus_credit", balance.BonusCredit);
        json.WriteNumber("rollover_credit", balance.RolloverCredit);
        json.WriteNumber("used_slots", balance.UsedSlots);
        json.WriteNumber("total_available_slots", balance.TotalSlots);
        json.WriteBoolean("has_unpaid_bill", balance.HasUnpaidBill);
        json.WriteString("reset_time", TimeText.Date(balance.ResetsAt ?? NextMonth(clock.DateAt(clock.Elapsed))));
        json.WriteString("interval", balance.Interval);
    });

    private static DateTimeOffset NextMonth(DateTimeOffset now) =>
        new DateTimeOffset(now.UtcDateTime.Year, now.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
}
