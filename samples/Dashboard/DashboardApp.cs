using System.Reactive.Concurrency;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Puts the dashboard together.</summary>
internal static class DashboardApp
{
    private const string DefaultAddress = "http://127.0.0.1:5080";
    private const string DefaultHosts = "localhost;127.0.0.1;[::1]";

    // What is posted apart from files is a line of JSON.
    private const long MaxBodyBytes = 64 << 10;

    /// <summary>Makes the program, which does nothing yet.</summary>
    /// <param name="args">The command line, which is a part of the configuration.</param>
    /// <param name="service">A simulated service; default: the real one if there is a key, and a simulated one if not.</param>
    /// <param name="scheduler">Whose time counts; default: the machine's.</param>
    public static WebApplication Create(string[] args, LobstrSimulator? service = null, IScheduler? scheduler = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        ConfigureServer(builder);
        // A line for each request says nothing that a browser does not.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        bool isDemo = service is null && !HasKey(builder.Configuration);
        AddLobstr(builder, isDemo ? DemoService.Create() : service, scheduler, isDemo);
        AddDashboard(builder.Services, builder.Configuration, isDemo);

        WebApplication app = builder.Build();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<SameOrigin>();
        // A login goes here: README.md says how.
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.MapFeed();
        app.MapUploads();
        app.MapRuns();
        app.MapSquids();
        return app;
    }

    private static void ConfigureServer(WebApplicationBuilder builder)
    {
        // Nobody else's machine, unless somebody says so; and no other name for this one, so that no page can get here by its own DNS.
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultAddress);
        if (string.IsNullOrEmpty(builder.Configuration["AllowedHosts"]))
            builder.Configuration["AllowedHosts"] = DefaultHosts;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
    }

    private static bool HasKey(ConfigurationManager configuration) =>
        configuration["LOBSTR_TOKEN"] is { Length: > 0 } || configuration["LOBSTR_API_KEY"] is { Length: > 0 } || configuration["Lobstr:ApiKey"] is { Length: > 0 };

    private static void AddLobstr(WebApplicationBuilder builder, LobstrSimulator? service, IScheduler? scheduler, bool isDemo)
    {
        ILobstrBuilder lobstr = builder.Services.AddLobstr();
        if (service is not null)
        {
            builder.Services.PostConfigure<LobstrHostingOptions>(options => options.ApiKey = service.ApiKey);
            lobstr.ConfigureHttpClientBuilder(http => http.ConfigurePrimaryHttpMessageHandler(service.CreateHandler));
        }
        if (scheduler is not null)
            builder.Services.PostConfigure<LobstrHostingOptions>(options => options.Scheduler = scheduler);
        string? database = builder.Configuration["Dashboard:Database"] ?? (isDemo ? null : "uploads.db");
        lobstr.TrackUploads(tracking =>
        {
            if (!string.IsNullOrEmpty(database))
                tracking.UseSqlite($"Data Source={database}");
        });
    }

    private static void AddDashboard(IServiceCollection services, ConfigurationManager configuration, bool isDemo)
    {
        services.Configure<DashboardOptions>(configuration.GetSection("Dashboard"));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new DashboardMode(isDemo));
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
        services.AddProblemDetails();
        services.AddExceptionHandler<ErrorAnswers>();
        services.AddSingleton<Feed>();
        services.AddSingleton<RunBoard>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<OutgoingFiles>();
        services.AddSingleton<SquidBoard>();
        services.AddHostedService<ServerNote>();
        services.AddHostedService<UploadBoard>();
        services.AddHostedService<BudgetBoard>();
        services.AddHostedService(provider => provider.GetRequiredService<SquidBoard>());
    }
}
