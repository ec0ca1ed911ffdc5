using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>A Kestrel that answers every request about an upload with the same status, in a process of its own.</summary>
internal static class LoopbackServer
{
    public const string Argument = "server";

    /// <summary>The path at which it says how many requests it has answered.</summary>
    public const string CountPath = "count";

    private static long _answered;

    private static readonly byte[] Body =
        """{"id":"427a7bfc54cf4ce483d83ba23425164b","object":"task_upload","state":"PROGRESS","meta":{"valid":8,"inserted":5,"duplicates":0,"invalid":0}}"""u8.ToArray();

    // Where the id begins in the body.
    private const int IdAt = 7;

    /// <summary>Serves until the standard input ends, which it does with the process that started this one.</summary>
    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/v1/tasks/upload/{id}", AnswerAsync);
        app.MapGet("/" + CountPath, () => Interlocked.Read(ref _answered).ToString(CultureInfo.InvariantCulture));
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await Console.In.ReadToEndAsync();
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _answered);
        HttpResponse response = context.Response;
        response.ContentType = "application/json";
        byte[] body = [.. Body];
        Encoding.ASCII.GetBytes((string)context.Request.RouteValues["id"]!, body.AsSpan(IdAt));
        response.ContentLength = body.Length;
        response.Headers["X-RateLimit-Limit"] = "90";
        response.Headers["X-RateLimit-Remaining"] = "89";
        // Longer than any budget looks ahead, or the client would slow down: it is the cost of reading that is measured.
        response.Headers["X-RateLimit-Reset"] =
            DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(body);
    }
}
