using System.Net;
using System.Text;
using Lobstr.Reactive.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

/// <summary>An endpoint for what the service POSTs, over a real socket.</summary>
public sealed class Webhook : RecipeTest
{
    private static void TakeTheHint(IEndpointRouteBuilder app, LobstrClient client, string secretPath)
    {
        // Recipe: take the hint
        app.MapPost(secretPath, (RunEvent happened) =>
        {
            if (happened.Id is { Length: 32 } runId && runId.All(char.IsAsciiHexDigitLower))
                client.Runs.AskNow(runId);
            return Results.Accepted();
        });
        // Recipe end
    }

    [Theory]
    [InlineData("ID", HttpStatusCode.Accepted, "Done")]
    [InlineData("../user/balance", HttpStatusCode.Accepted, "Running")]
    public async Task The_run_is_asked_about_at_once(string id, HttpStatusCode answer, string seen)
    {
        string runId = Simulator.AddRun(RunScript.Running(TimeSpan.FromSeconds(10)).Succeeds());
        using IDisposable watch = Client.Runs.Watch(runId, new WatchOptions { Schedule = PollSchedule.Every(TimeSpan.FromHours(1)) })
            .Subscribe(run => Console.WriteLine(run.Status), error => Console.WriteLine(error.Message));
        Advance(20);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using WebApplication app = builder.Build();
        TakeTheHint(app, Client, "/secret");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var body = new StringContent($$"""{"id":"{{id.Replace("ID", runId, StringComparison.Ordinal)}}","event":"run.done"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync("/secret", body, TestContext.Current.CancellationToken);
        Advance(1);

        Assert.Equal(answer, response.StatusCode);
        Assert.Equal(seen, Printed[^1]);
    }

    private sealed record RunEvent(string? Id);
}
