using System.Reactive.Concurrency;
using Lobstr.Reactive;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Samples.WebApi;
using Lobstr.Reactive.Testing;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

// curl -H 'Content-Type: text/csv' --data-binary @tasks.csv http://localhost:5000/squids/SQUID/uploads
// curl -N http://localhost:5000/uploads/UPLOAD/events
WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
ILobstrBuilder lobstr = builder.Services.AddLobstr();
builder.Services.AddHealthChecks().AddLobstr(tags: ["ready"]);
builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(LobstrTelemetry.MeterName).AddPrometheusExporter());
builder.Services.AddProblemDetails();
builder.Services.AddExceptionHandler<LobstrErrors>();

// Without a key there is a service in this very process, so that the sample can be tried at once.
string?[] keys = [builder.Configuration["Lobstr:ApiKey"], Environment.GetEnvironmentVariable("LOBSTR_TOKEN"), Environment.GetEnvironmentVariable("LOBSTR_API_KEY")];
if (keys.All(string.IsNullOrEmpty))
{
    var simulator = new LobstrSimulator(DefaultScheduler.Instance);
    builder.Services.PostConfigure<LobstrHostingOptions>(options => options.ApiKey ??= simulator.ApiKey);
    lobstr.ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(simulator.CreateHandler));
}

WebApplication app = builder.Build();
app.UseExceptionHandler();
app.MapUploads();
// Readiness asks what the account's requests have met with; liveness asks nothing, for no restart mends a wrong key.
app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") });
app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
app.MapPrometheusScrapingEndpoint();
app.Run();
