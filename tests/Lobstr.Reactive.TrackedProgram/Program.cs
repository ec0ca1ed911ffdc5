using System.Globalization;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.TrackedProgram;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var arguments = new ProgramArguments(
    new Uri(args[0]), args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture), Sends: args[4] == "send");
using var journal = new Journal(Path.Combine(arguments.Folder, "journal.txt"));
HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
builder.Services.AddSingleton(journal);
builder.Services.AddSingleton(arguments);
builder.Services
    .AddLobstr(options =>
    {
        options.ApiKey = arguments.ApiKey;
        options.BaseAddress = arguments.BaseAddress;
        options.TaskRequestsPerMinute = null;
        options.UploadWatch.Interval = TimeSpan.FromMilliseconds(100);
    })
    .TrackUploads<JournalHandler>(t => t.UseSqlite($"Data Source={Path.Combine(arguments.Folder, "uploads.db")}"));
if (arguments.Sends)
    builder.Services.AddHostedService<Sender>();
else
    builder.Services.AddHostedService<Drain>();

using IHost host = builder.Build();
host.Services.GetRequiredService<IUploadTracker>().Changes.Subscribe(upload =>
{
    // It is told only once it is stored.
    if (upload.IsHandled)
        journal.Write($"stored {upload.TrackingId} {upload.State}");
});
await host.StartAsync();
Console.WriteLine("started");
await host.WaitForShutdownAsync();
