using System.Net;
using Lobstr.Reactive.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class ResilienceHandlers : RecipeTest
{
    private static void OnceMore(WebApplicationBuilder builder)
    {
        // Recipe: resilience handler
        builder.Services.AddLobstr().ConfigureHttpClientBuilder(http => http.AddResilienceHandler("once more", pipeline => pipeline
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = 1,
                Delay = TimeSpan.Zero,
                ShouldHandle = attempt => ValueTask.FromResult(
                    attempt.Outcome.Exception is HttpRequestException
                    && attempt.Context.GetRequestMessage()?.Method == HttpMethod.Get),
            })));
        // Recipe end
    }

    [Fact]
    public async Task A_question_is_asked_once_more_before_the_watch_hears_of_it()
    {
        string id = Simulator.AddUpload(UploadScript.Succeeds(Counts));
        Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        await using ServiceProvider provider = Provide();
        ILobstrClient client = provider.GetRequiredService<ILobstrClient>();

        UploadStatus status = await EndOf(client.Uploads.GetStatusAsync(id, TestContext.Current.CancellationToken));

        Assert.Equal(UploadState.Success, status.State);
        Assert.Equal(2, Simulator.RequestCount);
    }

    [Fact]
    public async Task A_file_is_not_sent_twice_and_a_429_is_not_the_handlers_business()
    {
        Simulator.Faults.OnRequest(1, Fault.ConnectionReset);
        Simulator.Faults.OnRequest(2, Fault.Status(HttpStatusCode.TooManyRequests));
        await using ServiceProvider provider = Provide();
        ILobstrClient client = provider.GetRequiredService<ILobstrClient>();

        CancellationToken token = TestContext.Current.CancellationToken;
        var file = TaskFile.FromText("url\nhttps://example.com", "tasks.csv");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => EndOf(client.Uploads.SendAsync("squid", file, token)));
        await Assert.ThrowsAsync<LobstrRateLimitException>(() => EndOf(client.Uploads.GetStatusAsync("one", token)));

        Assert.Equal(2, Simulator.RequestCount);
    }

    private ServiceProvider Provide()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        OnceMore(builder);
        builder.Services
            .AddLobstr(options =>
            {
                options.ApiKey = Simulator.ApiKey;
                options.Scheduler = Scheduler;
                options.RequestTimeout = TimeSpan.FromDays(1);
            })
            .ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(Simulator.CreateHandler));
        return builder.Services.BuildServiceProvider();
    }
}
