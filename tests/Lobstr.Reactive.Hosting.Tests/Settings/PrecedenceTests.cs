using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>Which of two settings wins.</summary>
[Collection(EnvironmentKey.Collection)]
public sealed class PrecedenceTests
{
    [Theory]
    [InlineData("file", "token", "api", "file")]
    [InlineData(null, "token", "api", "token")]
    [InlineData("", "token", "api", "token")]
    [InlineData(null, " ", "api", "api")]
    [InlineData(null, null, " api\n", "api")]
    public void The_key_is_that_of_the_section_then_LOBSTR_TOKEN_then_LOBSTR_API_KEY(string? file, string? token, string? apiKey, string expected)
    {
        using var environment = new EnvironmentKey(token, apiKey);

        Assert.Equal(expected, Options(services => services.AddLobstr(), ("Lobstr:ApiKey", file)).ApiKey);
    }

    [Fact]
    public void The_key_of_code_wins_over_all()
    {
        using var environment = new EnvironmentKey("token");

        Assert.Equal("code", Options(services => services.AddLobstr(options => options.ApiKey = "code"), ("Lobstr:ApiKey", "file")).ApiKey);
    }

    [Fact]
    public void A_keyed_account_never_takes_the_key_of_the_environment()
    {
        using var environment = new EnvironmentKey("token", "api");
        var services = new ServiceCollection();
        services.AddKeyedLobstr("eu");
        using ServiceProvider provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<ILobstrClient>("eu"));

        Assert.Equal(["Lobstr:eu:ApiKey is missing; it is the key of your lobstr.io account."], error.Failures);
    }

    [Fact]
    public void Code_wins_over_the_section_and_leaves_the_rest_of_it()
    {
        LobstrHostingOptions options = Options(
            services => services.AddLobstr(options => options.RequestTimeout = TimeSpan.FromSeconds(1)),
            ("Lobstr:ApiKey", "key"), ("Lobstr:RequestTimeout", "00:00:02"), ("Lobstr:MaxConcurrentRequests", "3"));

        Assert.Equal((TimeSpan.FromSeconds(1), 3), (options.RequestTimeout, options.MaxConcurrentRequests));
    }

    [Fact]
    public void Configure_comes_after_AddLobstr_and_PostConfigure_after_that()
    {
        LobstrHostingOptions options = Options(
            services =>
            {
                services.PostConfigure<LobstrHostingOptions>(options => options.MaxConcurrentRequests += 100);
                services.AddLobstr(options => options.MaxConcurrentRequests = 1);
                services.Configure<LobstrHostingOptions>(options => options.MaxConcurrentRequests += 10);
            },
            ("Lobstr:ApiKey", "key"), ("Lobstr:MaxConcurrentRequests", "2"));

        Assert.Equal(111, options.MaxConcurrentRequests);
    }

    [Fact]
    public void A_null_in_JSON_is_no_limit()
    {
        using var json = new MemoryStream(Encoding.UTF8.GetBytes("""{"Lobstr":{"ApiKey":"key","TaskRequestsPerMinute":null,"UploadWatch":{"Interval":null,"Timeout":"01:00:00"}}}"""));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddJsonStream(json).Build());
        services.AddLobstr();
        using ServiceProvider provider = services.BuildServiceProvider();

        LobstrHostingOptions options = provider.GetRequiredService<IOptions<LobstrHostingOptions>>().Value;

        Assert.Null(options.TaskRequestsPerMinute);
        Assert.Equal((null, TimeSpan.FromHours(1)), (options.UploadWatch.Interval, options.UploadWatch.Timeout));
    }

    [Fact]
    public void Added_twice_it_is_one_account_with_the_later_settings()
    {
        var services = new ServiceCollection();
        services.AddLobstr(options => options.ApiKey = "first");
        services.AddLobstr(options => options.ApiKey = "second");
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Single(provider.GetServices<ILobstrClient>());
        Assert.Equal("second", provider.GetRequiredService<IOptions<LobstrHostingOptions>>().Value.ApiKey);
    }

    [Fact]
    public void Added_twice_the_key_of_code_stays_before_that_of_the_environment()
    {
        using var environment = new EnvironmentKey("token");

        Assert.Equal("code", Options(services => services.AddLobstr(options => options.ApiKey = "code").Services.AddLobstr(new ConfigurationBuilder().Build())).ApiKey);
    }

    [Fact]
    public void A_keyed_account_is_called_by_its_name_unless_it_is_given_another()
    {
        var services = new ServiceCollection();
        services.AddKeyedLobstr("eu", options => options.ApiKey = "key");
        services.AddKeyedLobstr("us", options => (options.ApiKey, options.Name) = ("key", "America"));
        using ServiceProvider provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<LobstrHostingOptions>>();

        Assert.Equal(("eu", "America"), (options.Get("eu").Name, options.Get("us").Name));
    }

    private static LobstrHostingOptions Options(Action<IServiceCollection> add, params (string Key, string? Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
            .Build());
        add(services);
        using ServiceProvider provider = services.BuildServiceProvider();
        return provider.GetRequiredService<IOptions<LobstrHostingOptions>>().Value;
    }
}
