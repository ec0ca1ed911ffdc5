using System.Net;
using System.Reactive.Linq;
using Lobstr.Reactive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>The HttpClient of an account has what the library needs, and nothing that the program gives to all clients.</summary>
public sealed class HttpClientTests
{
    [Fact]
    public void Its_own_handler_follows_nothing_keeps_nothing_and_renews_its_connections()
    {
        var services = new ServiceCollection();
        services.AddLobstr(options => options.ApiKey = "key");
        using ServiceProvider provider = services.BuildServiceProvider();

        HttpMessageHandler handler = Primary(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("Lobstr.Reactive"));
        using HttpClient client = provider.GetRequiredService<IHttpClientFactory>().CreateClient("Lobstr.Reactive");

        var sockets = Assert.IsType<SocketsHttpHandler>(handler);
        Assert.False(sockets.AllowAutoRedirect);
        Assert.False(sockets.UseCookies);
        Assert.True(sockets.UseProxy);
        Assert.Equal(DecompressionMethods.All, sockets.AutomaticDecompression);
        Assert.Equal(TimeSpan.FromMinutes(2), sockets.PooledConnectionLifetime);
        Assert.Equal(Timeout.InfiniteTimeSpan, client.Timeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, Options(provider, "Lobstr.Reactive").HandlerLifetime);
    }

    [Fact]
    public void A_key_for_a_loopback_host_goes_to_no_proxy()
    {
        var services = new ServiceCollection();
        services.AddKeyedLobstr("local", options => (options.ApiKey, options.BaseAddress) = ("key", new Uri("http://localhost:5000/")));
        using ServiceProvider provider = services.BuildServiceProvider();

        HttpMessageHandler handler = Primary(provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler("Lobstr.Reactive:local"));

        Assert.False(Assert.IsType<SocketsHttpHandler>(handler).UseProxy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Resilience_and_loggers_for_all_clients_do_not_reach_it(bool isFirst)
    {
        using var program = new VirtualProgram();
        var log = new LogRecord();
        program.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        if (isFirst)
            AddDefaults(program.Services);
        program.AddLobstr();
        if (!isFirst)
            AddDefaults(program.Services);
        program.Services.AddHttpClient("another");
        using IDisposable broken = program.Simulator.Faults.Always(Fault.Status(HttpStatusCode.BadGateway));

        Task<UploadStatus> call = program.Client.Uploads.GetStatusAsync("a");
        program.Advance(1);

        // The standard handler would send it again, on a clock of its own, and call what takes 30 s a failure.
        Assert.Equal(HttpStatusCode.BadGateway, Assert.IsType<LobstrApiException>(call.Exception?.InnerException).StatusCode);
        Assert.Single(program.Simulator.Requests);
        Assert.DoesNotContain(log.Lines, line => line.Category.StartsWith("System.Net.Http", StringComparison.Ordinal));
        Assert.DoesNotContain(Handlers(program.Provider, "Lobstr.Reactive"), handler => handler.GetType().Name.Contains("Resilience", StringComparison.Ordinal));
        Assert.Contains(Handlers(program.Provider, "another"), handler => handler.GetType().Name.Contains("Resilience", StringComparison.Ordinal));
    }

    [Fact]
    public void What_ConfigureHttpClientBuilder_asks_for_is_there_however_often_the_account_is_added()
    {
        using var program = new VirtualProgram();
        AddDefaults(program.Services);
        var seen = new List<string?>();
        program.AddLobstr().ConfigureHttpClientBuilder(http =>
        {
            http.AddHttpMessageHandler(() => new NotingHandler(request => seen.Add(request.RequestUri?.AbsolutePath)));
            http.AddStandardResilienceHandler();
        });
        program.Services.AddLobstr();

        program.Simulator.AddUpload("a", UploadScript.StaysPending());
        program.Clock.AdvanceUntilCompleted(program.Client.Uploads.GetStatusAsync("a"));

        Assert.Equal(["/v1/tasks/upload/a"], seen);
        Assert.Contains(Handlers(program.Provider, "Lobstr.Reactive"), handler => handler.GetType().Name.Contains("Resilience", StringComparison.Ordinal));
    }

    [Fact]
    public void Loggers_that_are_asked_for_do_not_write_the_key()
    {
        using var program = new VirtualProgram();
        var log = new LogRecord();
        program.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        program.Services.ConfigureHttpClientDefaults(http => http.RedactLoggedHeaders(_ => false));
        program.AddLobstr().ConfigureHttpClientBuilder(http => http.AddDefaultLogger());
        program.Simulator.AddUpload("a", UploadScript.StaysPending());

        program.Clock.AdvanceUntilCompleted(program.Client.Uploads.GetStatusAsync("a"));

        Assert.Contains(log.Lines, line => line.Category.StartsWith("System.Net.Http", StringComparison.Ordinal) && line.Text.Contains("Authorization", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Text.Contains(program.Simulator.ApiKey, StringComparison.Ordinal));
    }

    private static void AddDefaults(IServiceCollection services) => services.ConfigureHttpClientDefaults(http =>
    {
        http.AddStandardResilienceHandler();
        http.AddDefaultLogger();
        http.ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(1));
    });

    private static HttpClientFactoryOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get(name);

    private static IEnumerable<HttpMessageHandler> Handlers(IServiceProvider provider, string name)
    {
        HttpMessageHandler? handler = provider.GetRequiredService<IHttpMessageHandlerFactory>().CreateHandler(name);
        for (; handler is not null; handler = (handler as DelegatingHandler)?.InnerHandler)
            yield return handler;
    }

    private static HttpMessageHandler Primary(HttpMessageHandler handler) =>
        handler is DelegatingHandler { InnerHandler: { } inner } ? Primary(inner) : handler;
}
