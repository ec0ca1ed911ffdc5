using System.Reactive.Concurrency;
using System.Runtime.Versioning;
using Lobstr.Reactive;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var simulator = new LobstrSimulator(DefaultScheduler.Instance);
simulator.ScriptNextUpload(UploadScript.Succeeds());
using (IHost host = Build())
{
    await host.StartAsync();
    TaskFile file = TaskFile.FromText("url\nhttps://example.com/1\n", "tasks.csv");
    Console.WriteLine("sent");
    await host.Services.GetRequiredService<IUploadTracker>().SendAsync("a1b2c3d4e5f6g7h8i9j0", file, "july");
    await Handler.Called.Task;
    await host.StopAsync();
}

using (IHost host = Build())
{
    await host.StartAsync();
    TrackedUpload upload = host.Services.GetRequiredService<IUploadTracker>().Uploads.Single();
    Console.WriteLine($"after the restart: {upload.Label} {upload.State}{(upload.IsHandled ? ", handled" : "")}");
    await host.StopAsync();
}

string framework = new FrameworkName(AppContext.TargetFrameworkName!).Version.ToString();
Console.WriteLine($"compiled for net{framework}");

IHost Build()
{
    HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
    builder.Services.AddLobstr(options => options.ApiKey = simulator.ApiKey)
        .ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(simulator.CreateHandler))
        .TrackUploads<Handler>(tracking => tracking.UseSqlite("Data Source=uploads.db"));
    return builder.Build();
}
