using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.SmokeProgram;
using Lobstr.Reactive.Testing;
using StackExchange.Redis;

// Asks itself over the loopback interface. With the address of a Redis server: its account shares the budget there.
var checks = new Checklist();
var simulator = new LobstrSimulator(DefaultScheduler.Instance);
WebApplicationBuilder builder = WebApplication.CreateBuilder();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders();
builder.Configuration["Lobstr:ApiKey"] = simulator.ApiKey;
builder.Configuration["Lobstr:UploadWatch:Interval"] = "00:00:00.1";
ILobstrBuilder lobstr = builder.Services.AddLobstr()
    .ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(simulator.CreateHandler));
if (args is [var redis])
    lobstr.UseRedisBudget(redis);
builder.Services.AddHealthChecks().AddLobstr();

await using WebApplication app = builder.Build();
app.MapGet("/uploads/{id}", async (string id, IUploads uploads) =>
{
    UploadStatus done = await uploads.Watch(id).WhenSucceeded();
    return $"{done.State}, {done.Meta?.Inserted} inserted";
});
app.MapHealthChecks("/health");
await app.StartAsync();

string upload = simulator.AddUpload(UploadScript.Pending(TimeSpan.FromMilliseconds(300)).Succeeds(new UploadMeta { Inserted = 5 }));
using (var browser = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) })
{
    checks.Equal("Success, 5 inserted", await browser.GetStringAsync(new Uri($"uploads/{upload}", UriKind.Relative)), "an upload behind a page");
    checks.Equal("Healthy", await browser.GetStringAsync(new Uri("health", UriKind.Relative)), "health");
}

if (args is [var server])
{
    await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(server);
    string[] keys = [.. connection.GetServers().Single().Keys().Select(key => key.ToString())];
    checks.That(keys.Length > 0 && keys.All(key => key.StartsWith("{lobstr:", StringComparison.Ordinal)), $"{keys.Length} keys in Redis");
}

await app.StopAsync();
return checks.Conclude();
