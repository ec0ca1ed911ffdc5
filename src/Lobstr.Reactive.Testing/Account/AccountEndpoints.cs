using System.Net;

namespace Lobstr.Reactive.Testing;

/// <summary><c>GET me</c> and <c>GET user/balance</c>: what the service's own client asks for first.</summary>
internal sealed class AccountEndpoints : IEndpoints
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

    private static readonly Answer Balance = Answers.Json(HttpStatusCode.OK, json =>
    {
        json.WriteNumber("available", 10_000);
        json.WriteNumber("consumed", 12.5);
        json.WriteNumber("used_slots", 1);
        json.WriteNumber("total_available_slots", 5);
    });

    public bool IsOpen(string path) => false;

    public ValueTask<Answer?> AnswerAsync(string path, HttpRequestMessage message, CancellationToken cancellationToken)
    {
        Answer? answer = path switch
        {
            "me" => Me,
            "user/balance" => Balance,
            _ => null,
        };
        return new ValueTask<Answer?>(answer is null || message.Method == HttpMethod.Get
            ? answer
            : Answers.MethodNotAllowed(message.Method, "GET"));
    }
}
