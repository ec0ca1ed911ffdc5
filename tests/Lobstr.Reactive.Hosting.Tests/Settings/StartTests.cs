using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>Settings that are wrong end the start of the program, in words that lead to the line that is wrong and give no secret away.</summary>
[Collection(EnvironmentKey.Collection)]
public sealed class StartTests
{
    private const string Key = "a-key-that-nobody-sees";

    public static TheoryData<string, string> Wrong => new()
    {
        { "ApiKey", Key + " with blanks" },
        { "BaseAddress", "not an address" },
        { "BaseAddress", "/relative" },
        { "BaseAddress", "http://example.com/" },
        { "BaseAddress", "https://user:secret@example.com/" },
        { "BaseAddress", "" },
        { "RequestTimeout", "soon" },
        { "RequestTimeout", "30" },
        { "RequestTimeout", "00:00:00" },
        { "RequestTimeout", "" },
        { "TaskRequestsPerMinute", "many" },
        { "TaskRequestsPerMinute", "1.5" },
        { "TaskRequestsPerMinute", "0" },
        { "RunRequestsPerMinute", "-1" },
        { "SquidRequestsPerMinute", "0" },
        { "RunTaskRequestsPerMinute", "99999999999" },
        { "ResultRequestsPerSecond", "0" },
        { "MaxConcurrentRequests", "0" },
        { "MaxConcurrentRequests", "" },
        { "ExportTimeout", "-00:00:01" },
        { "LongestPause", "00:00:00" },
        { "Name", " " + "\t" },
        { "Retry:MaxRetries", "-1" },
        { "Retry:BaseDelay", "-00:00:01" },
        { "Retry:MaxDelay", "00:00:00.5" },
        { "Retry:MaxRetrys", "3" },
        { "UploadWatch:Interval", "00:00:00" },
        { "UploadWatch:BackoffFactor", "0.5" },
        { "UploadWatch:BackoffFactor", "NaN" },
        { "UploadWatch:BackoffMax", "00:01:00" },
        { "UploadWatch:Timeout", "00:00:00" },
        { "UploadWatch:NotFoundGrace", "-00:00:01" },
        { "UploadWatch:MaxRetries", "-1" },
        { "UploadWatch:MaxDelay", "00:00:00.5" },
        { "UploadWatch:Intervall", "00:00:05" },
        { "UploadWatch", "00:00:05" },
        { "RunWatch:Interval", "never" },
        { "RunWatch:Schedule:Interval", "00:00:05" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_setting_that_is_wrong_ends_the_start_and_is_named(string name, string value)
    {
        using var none = new EnvironmentKey();

        OptionsValidationException error = await StartAsync(services => services.AddLobstr(), ("Lobstr:ApiKey", Key), ($"Lobstr:{name}", value));

        string failure = Assert.Single(error.Failures);
        Assert.StartsWith($"Lobstr:{(name == "RunWatch:Schedule:Interval" ? "RunWatch:Schedule" : name)} ", failure, StringComparison.Ordinal);
        Assert.EndsWith(".", failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        OptionsValidationException error = await StartAsync(
            services => services.AddLobstr(), ("Lobstr:ApiKey", Key), ("Lobstr:RequestTimeout", "x"), ("Lobstr:MaxConcurrentRequests", "0"), ("Lobstr:RunWatch:BackoffFactor", "0"));

        Assert.Equal(
            [
                "Lobstr:RequestTimeout cannot be read; it must be a time of hours, minutes and seconds, such as 00:00:30.",
                "Lobstr:MaxConcurrentRequests is 0; it must be 1 or more.",
                "Lobstr:RunWatch:BackoffFactor must be a number of 1 or more.",
            ],
            error.Failures);
    }

    [Fact]
    public async Task A_key_that_is_missing_is_told_with_where_it_can_be()
    {
        using var none = new EnvironmentKey();

        OptionsValidationException error = await StartAsync(services => services.AddLobstr());

        Assert.Equal(["Lobstr:ApiKey is missing; it is the key of your lobstr.io account, and can be in LOBSTR_TOKEN or LOBSTR_API_KEY, too."], error.Failures);
    }

    [Fact]
    public async Task A_setting_of_a_keyed_account_is_named_with_the_account()
    {
        OptionsValidationException error = await StartAsync(
            services => services.AddKeyedLobstr("eu"), ("Lobstr:eu:ApiKey", Key), ("Lobstr:eu:RequestTimeout", "x"));

        Assert.Equal(["Lobstr:eu:RequestTimeout cannot be read; it must be a time of hours, minutes and seconds, such as 00:00:30."], error.Failures);
    }

    [Fact]
    public async Task A_setting_of_another_section_is_named_with_it()
    {
        IConfiguration configuration = Configuration(("Scraping:Api:ApiKey", Key), ("Scraping:Api:MaxConcurrentRequests", "0"));

        OptionsValidationException error = await StartAsync(services => services.AddLobstr(configuration.GetSection("Scraping:Api")));

        Assert.Equal(["Scraping:Api:MaxConcurrentRequests is 0; it must be 1 or more."], error.Failures);
    }

    [Fact]
    public async Task What_code_sets_is_checked_and_PostConfigure_has_the_last_word()
    {
        OptionsValidationException error = await StartAsync(services =>
        {
            services.AddLobstr(options => options.ApiKey = Key);
            services.PostConfigure<LobstrHostingOptions>(options => options.LongestPause = TimeSpan.Zero);
        });

        Assert.Equal(["Lobstr:LongestPause is 00:00:00; it must be more than zero."], error.Failures);
    }

    [Fact]
    public async Task A_program_with_good_settings_starts()
    {
        using IHost host = Host(services => services.AddLobstr(), ("Lobstr:ApiKey", Key), ("Lobstr:UploadWatch:BackoffFactor", "2"));

        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(host.Services.GetRequiredService<ILobstrClient>());
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<OptionsValidationException> StartAsync(Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        using IHost host = Host(add, settings);
        return await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    private static IHost Host(Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddConfiguration(Configuration(settings));
        add(builder.Services);
        return builder.Build();
    }

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(setting => setting.Key).Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Last().Value)))
            .Build();
}
