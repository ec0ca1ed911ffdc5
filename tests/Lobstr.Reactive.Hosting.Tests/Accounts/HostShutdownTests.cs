using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>A real host ends in good order with much under way: nothing is left waiting, nothing is thrown that nobody looks at.</summary>
public sealed class HostShutdownTests
{
    private const int Watches = 100;

    [Fact]
    public async Task A_host_ends_with_a_hundred_watches_and_a_stream_of_events_open()
    {
        using var faults = new UnobservedFaults();
        var simulator = new LobstrSimulator(System.Reactive.Concurrency.DefaultScheduler.Instance);
        var watcher = new Watcher();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services
            .AddLobstr(options => options.ApiKey = simulator.ApiKey)
            .ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(simulator.CreateHandler));
        builder.Services.AddHostedService(services => watcher.On(services.GetRequiredService<ILobstrClient>(), simulator));
        builder.Services.Configure<HostOptions>(options => options.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.StopHost);
        using IHost host = builder.Build();

        Task running = host.RunAsync(TestContext.Current.CancellationToken);
        await watcher.UnderWay;
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await running;

        // RunAsync disposes the host, and with it the clients.
        await Assert.ThrowsAsync<ObjectDisposedException>(() => watcher.Unattended);
        await watcher.Events;
        Assert.Equal(Watches, watcher.Cancelled);
        Assert.Empty(faults.Find());
    }

    /// <summary>A service as programs write them: it watches until it is told to stop.</summary>
    private sealed class Watcher : BackgroundService
    {
        private readonly TaskCompletionSource _underWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ILobstrClient _client = null!;
        private LobstrSimulator _simulator = null!;

        public Task UnderWay => _underWay.Task;

        /// <summary>A watch that nobody ends but the end of the client.</summary>
        public Task Unattended { get; private set; } = Task.CompletedTask;

        public Task Events { get; private set; } = Task.CompletedTask;

        public int Cancelled { get; private set; }

        public Watcher On(ILobstrClient client, LobstrSimulator simulator)
        {
            (_client, _simulator) = (client, simulator);
            return this;
        }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            var events = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _client.Events.Subscribe(_ => { }, events.SetResult);
            Events = events.Task;
            Task[] watches = [.. Enumerable.Range(0, Watches).Select(_ => Watch(stoppingToken))];
            Unattended = Watch(CancellationToken.None);
            _underWay.SetResult();
            foreach (Task watch in watches)
            {
                try
                {
                    await watch;
                }
                catch (OperationCanceledException)
                {
                    Cancelled++;
                }
            }
        }

        private Task<UploadStatus> Watch(CancellationToken cancellationToken) =>
            _client.Uploads.Watch(_simulator.AddUpload(UploadScript.StaysPending())).ToTask(cancellationToken);
    }
}
