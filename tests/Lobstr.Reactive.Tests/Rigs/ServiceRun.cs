using Lobstr.Reactive.Testing;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>
/// A client over the simulated service, in virtual time: for what the service does as time goes by. Where a test is about one
/// answer and how it is read, <see cref="ClientRun"/> gives that answer word by word.
/// </summary>
public sealed class ServiceRun : VirtualRun, IDisposable
{
    public const string Id = "up-1";

    private readonly HttpClient _http;

    public ServiceRun(LobstrSimulatorOptions? service = null, Func<LobstrClientOptions, LobstrClientOptions>? configure = null)
    {
        Service = new(Scheduler, service);
        Observer = new(Transcript);
        _http = new HttpClient(new Tap(Transcript, Service.CreateHandler())) { Timeout = Timeout.InfiniteTimeSpan };
        LobstrClientOptions options = new() { ApiKey = Service.ApiKey, Scheduler = Scheduler };
        Client = new LobstrClient(_http, configure?.Invoke(options) ?? options);
    }

    public LobstrSimulator Service { get; }

    public LobstrClient Client { get; }

    public RawObserver<UploadStatus> Observer { get; }

    /// <summary>The counts of every SUCCESS here.</summary>
    public static UploadMeta Eight { get; } = new() { Valid = 8, Inserted = 8 };

    /// <summary>Gives the upload its life, watches it now and runs everything up to an instant.</summary>
    public void WatchTo(double seconds, UploadScript life, WatchOptions? options = null)
    {
        Service.AddUpload(Id, life);
        Observer.SubscribeTo(Client.Uploads.Watch(Id, options));
        RunTo(seconds);
    }

    public void Dispose()
    {
        Client.Dispose();
        _http.Dispose();
    }

    /// <summary>Enters each request into the transcript, between what the observers see.</summary>
    private sealed class Tap(Transcript transcript, HttpMessageHandler service) : DelegatingHandler(service)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            transcript.Add($"{request.Method} {request.RequestUri!.PathAndQuery}");
            return base.SendAsync(request, cancellationToken);
        }
    }
}
