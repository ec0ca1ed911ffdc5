using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>
/// Every setting is read from the configuration, whoever reads it: AddLobstr itself, the binder with reflection, and the binder as the source
/// generator writes it. (This project is built with the generator: reflection is reached by reflection.)
/// </summary>
public sealed class BindingTests
{
    public enum Reader
    {
        AddLobstr,
        Generated,
        Reflection,
    }

    private static readonly Dictionary<string, string> All = new()
    {
        ["ApiKey"] = "key-of-the-file",
        ["BaseAddress"] = "https://example.com/v1",
        ["RequestTimeout"] = "00:00:07",
        ["TaskRequestsPerMinute"] = "11",
        ["RunRequestsPerMinute"] = "12",
        ["SquidRequestsPerMinute"] = "13",
        ["RunTaskRequestsPerMinute"] = "14",
        ["ResultRequestsPerSecond"] = "15",
        ["MaxConcurrentRequests"] = "16",
        ["ExportTimeout"] = "00:00:17",
        ["LongestPause"] = "00:00:18",
        ["Retry:MaxRetries"] = "19",
        ["Retry:BaseDelay"] = "00:00:20",
        ["Retry:MaxDelay"] = "00:00:21",
        ["Name"] = "name",
        ["UploadWatch:Interval"] = "00:00:22",
        ["UploadWatch:BackoffFactor"] = "1.5",
        ["UploadWatch:BackoffMax"] = "00:00:23",
        ["UploadWatch:Timeout"] = "00:00:24",
        ["UploadWatch:NotFoundGrace"] = "00:00:25",
        ["UploadWatch:MaxRetries"] = "26",
        ["UploadWatch:BaseDelay"] = "00:00:27",
        ["UploadWatch:MaxDelay"] = "00:00:28",
        ["RunWatch:Interval"] = "00:00:29",
        ["RunWatch:BackoffFactor"] = "2.5",
        ["RunWatch:BackoffMax"] = "00:00:30",
        ["RunWatch:Timeout"] = "00:00:31",
        ["RunWatch:NotFoundGrace"] = "00:00:32",
        ["RunWatch:MaxRetries"] = "33",
        ["RunWatch:BaseDelay"] = "00:00:34",
        ["RunWatch:MaxDelay"] = "00:00:35",
    };

    [Theory]
    [InlineData(Reader.AddLobstr)]
    [InlineData(Reader.Generated)]
    [InlineData(Reader.Reflection)]
    public void Every_setting_that_the_type_has_is_read(Reader reader)
    {
        LobstrHostingOptions options = Read(reader, All);

        Dictionary<string, string> read = Flatten(options).ToDictionary();
        Assert.Equal(All.Keys.Order(StringComparer.Ordinal), read.Keys.Order(StringComparer.Ordinal));
        Assert.All(All, setting => Assert.Equal(setting.Value, read[setting.Key]));
    }

    [Theory]
    [InlineData(Reader.AddLobstr)]
    [InlineData(Reader.Generated)]
    [InlineData(Reader.Reflection)]
    public void What_is_not_set_keeps_its_default(Reader reader) =>
        Assert.Equal(
            Flatten(new LobstrHostingOptions { ApiKey = "key-of-the-file" }),
            Flatten(Read(reader, new() { ["ApiKey"] = "key-of-the-file" })));

    // What the generator writes leaves such a limit as it is; AddLobstr does not use it.
    [Theory]
    [InlineData(Reader.AddLobstr)]
    [InlineData(Reader.Reflection)]
    public void A_limit_that_is_empty_is_none(Reader reader) =>
        Assert.Null(Read(reader, new() { ["ApiKey"] = "key-of-the-file", ["TaskRequestsPerMinute"] = "" }).TaskRequestsPerMinute);

    [Theory]
    [InlineData(Reader.AddLobstr)]
    [InlineData(Reader.Generated)]
    [InlineData(Reader.Reflection)]
    public void Names_are_read_in_whatever_case(Reader reader) =>
        Assert.Equal(TimeSpan.FromSeconds(9), Read(reader, new() { ["APIKEY"] = "key", ["UPLOADWATCH:INTERVAL"] = "00:00:09" }).UploadWatch.Interval);

    [Fact]
    public void Each_option_of_a_client_is_a_setting_of_the_same_name_and_default()
    {
        LobstrClientOptions client = new LobstrHostingOptions().ToClientOptions();

        Assert.Equal(new LobstrClientOptions(), client);
        Assert.Subset(
            typeof(LobstrHostingOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).ToHashSet(),
            typeof(LobstrClientOptions).GetProperties().Select(property => property.Name).ToHashSet());
    }

    [Fact]
    public void Each_option_reaches_the_client()
    {
        LobstrHostingOptions options = Read(Reader.AddLobstr, All);

        LobstrClientOptions client = options.ToClientOptions();

        foreach (PropertyInfo property in typeof(LobstrClientOptions).GetProperties().Where(property => property.Name is not ("Scheduler" or "Retry")))
            Assert.Equal(typeof(LobstrHostingOptions).GetProperty(property.Name)!.GetValue(options), property.GetValue(client));
        Assert.Equal(new RetryPolicy { MaxRetries = 19, BaseDelay = TimeSpan.FromSeconds(20), MaxDelay = TimeSpan.FromSeconds(21) }, client.Retry);
    }

    [Fact]
    public void A_policy_in_code_keeps_its_functions()
    {
        var policy = new RetryPolicy { MaxRetries = 2, Jitter = () => 0.5, ShouldRetry = _ => true };

        Assert.Equal(policy, new LobstrHostingOptions { Retry = policy }.ToClientOptions().Retry);
    }

    private static LobstrHostingOptions Read(Reader reader, Dictionary<string, string> settings)
    {
        IConfiguration section = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Lobstr:" + setting.Key, (string?)setting.Value)))
            .Build()
            .GetSection("Lobstr");
        var options = new LobstrHostingOptions();
        switch (reader)
        {
            case Reader.Generated:
                section.Bind(options);
                return options;
            case Reader.Reflection:
                typeof(ConfigurationBinder).GetMethod(nameof(ConfigurationBinder.Bind), [typeof(IConfiguration), typeof(object)])!.Invoke(null, [section, options]);
                return options;
            default:
                using (ServiceProvider services = AddLobstr(section))
                    return services.GetRequiredService<IOptions<LobstrHostingOptions>>().Value;
        }
    }

    private static ServiceProvider AddLobstr(IConfiguration section)
    {
        var services = new ServiceCollection();
        services.AddLobstr(section);
        return services.BuildServiceProvider();
    }

    // All that a configuration can hold, by its key there. Nested settings are classes of this library.
    private static IEnumerable<KeyValuePair<string, string>> Flatten(object options, string prefix = "")
    {
        foreach (PropertyInfo property in options.GetType().GetProperties().Where(property => property.Name is not ("Scheduler" or "SharedBudget")).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            object? value = property.GetValue(options);
            if (value is LobstrRetryOptions or LobstrWatchOptions)
            {
                foreach (KeyValuePair<string, string> nested in Flatten(value, $"{prefix}{property.Name}:"))
                    yield return nested;
            }
            else
            {
                yield return KeyValuePair.Create(prefix + property.Name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
            }
        }
    }
}
