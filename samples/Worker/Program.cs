using System.Reactive.Concurrency;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Samples.Worker;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// dotnet run --project samples/Worker -- --folder inbox --squid SQUID
// On the real service with LOBSTR_TOKEN or LOBSTR_API_KEY in the environment, and on a simulated one without.
HostApplicationBuilder builder = Host.CreateApplicationBuilder();
builder.Configuration.AddCommandLine(args, new Dictionary<string, string> { ["--folder"] = "Worker:Folder", ["--squid"] = "Worker:Squid" });
builder.Services.Configure<WorkerOptions>(builder.Configuration.GetSection("Worker"));

bool hasKey = builder.Configuration["LOBSTR_TOKEN"] is { Length: > 0 }
    || builder.Configuration["LOBSTR_API_KEY"] is { Length: > 0 }
    || builder.Configuration["Lobstr:ApiKey"] is { Length: > 0 };
ILobstrBuilder lobstr;
if (hasKey)
{
    lobstr = builder.Services.AddLobstr();
}
else
{
    var simulator = new LobstrSimulator(DefaultScheduler.Instance, new LobstrSimulatorOptions { UploadLife = upload => UploadScript.Typical(TimeSpan.FromSeconds(5), upload.Meta) });
    lobstr = builder.Services.AddLobstr(options => options.ApiKey = simulator.ApiKey)
        .ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(simulator.CreateHandler));
}
// What is under way when the program ends, however it ends, is gone on with after the next start.
lobstr.TrackUploads<RunStarter>(t => t.UseSqlite("Data Source=uploads.db"));
builder.Services.AddHostedService<InboxService>();

using IHost host = builder.Build();
await host.RunAsync();
