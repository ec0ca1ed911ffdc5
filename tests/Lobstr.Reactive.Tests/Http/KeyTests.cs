using System.Net;
using System.Text;
using Lobstr.Reactive.TestSupport;
using Microsoft.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>The API key: where it goes, and where it does not.</summary>
public class KeyTests
{
    public static TheoryData<string> BadKeys { get; } = ["", " ", "abc def", "secret\n", "\tsecret", "sec\0ret", "secret\u007F", "schlüssel", "secret\u00A0", "ключ"];

    [Fact]
    public void It_goes_into_the_Authorization_header_of_every_request()
    {
        using ClientRun run = new();
        run.Service.Answers(202, ClientRun.Pending).Answers(200, ClientRun.Success);

        run.WatchTo(60);

        Assert.Equal([$"Token {ClientRun.Key}", $"Token {ClientRun.Key}"], run.Service.Requests.Select(request => request.Authorization));
    }

    [Theory]
    [MemberData(nameof(BadKeys))]
    public void A_key_that_cannot_be_one_is_refused_without_being_repeated(string key)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new LobstrClient(key));

        Assert.Contains("ApiKey", error.Message, StringComparison.Ordinal);
        if (key.Length > 1)
            Assert.DoesNotContain(key, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_key_is_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => new LobstrClient((string)null!));
        Assert.Contains(
            "ApiKey", Assert.ThrowsAny<ArgumentException>(() => new LobstrClient(new LobstrClientOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_printable_character_but_the_space_may_be_in_a_key()
    {
        string key = string.Concat(Enumerable.Range(0x21, 0x7E - 0x20).Select(code => (char)code));
        using ClientRun run = new(options => options with { ApiKey = key });
        run.Service.Answers(200, ClientRun.Success);

        run.WatchTo(1);

        Assert.Equal("Token " + key, Assert.Single(run.Service.Requests).Authorization);
    }

    [Fact]
    public void The_ToString_of_the_options_does_not_show_it()
    {
        LobstrClientOptions options = new() { ApiKey = ClientRun.Key };

        Assert.DoesNotContain(ClientRun.Key, options.ToString(), StringComparison.Ordinal);
        Assert.Contains("BaseAddress", options.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(200)]
    public async Task A_service_that_repeats_it_does_not_get_it_into_an_error(int code)
    {
        using ClientRun run = new();
        run.Service.Answers(code, $$"""{"error":{"message":"Invalid token {{ClientRun.Key}}.","type":"{{ClientRun.Key}}","param":"{{ClientRun.Key}}"},"id":"{{ClientRun.Key}}"}""");

        Exception? error = await Record.ExceptionAsync(() => run.Ask());

        Assert.NotNull(error);
        Assert.DoesNotContain(ClientRun.Key, error.ToString(), StringComparison.Ordinal);
        if (error is LobstrApiException api)
            Assert.DoesNotContain(ClientRun.Key, $"{api.ErrorType} {api.Param}", StringComparison.Ordinal);
    }

    public static TheoryData<Exception, Type, string> FaultsThatRepeatIt { get; } = new()
    {
        { new HttpRequestException($"Token {ClientRun.Key}", null, HttpStatusCode.ProxyAuthenticationRequired), typeof(HttpRequestException), "Token (hidden)" },
        { new HttpRequestException("outside", new IOException(ClientRun.Key)), typeof(HttpRequestException), "outside" },
        { new IOException($"Token {ClientRun.Key}"), typeof(IOException), "Token (hidden)" },
        { new EndOfStreamException(ClientRun.Key.ToUpperInvariant()), typeof(IOException), "(hidden)" },
        { new TimeoutException($"Token {ClientRun.Key}"), typeof(TimeoutException), "Token (hidden)" },
        { new TaskCanceledException($"Token {ClientRun.Key}"), typeof(OperationCanceledException), "Token (hidden)" },
        { new NotSupportedException($"Token {ClientRun.Key}"), typeof(InvalidOperationException), "NotSupportedException: Token (hidden)" },
    };

    // Whether it is retried goes by its type.
    [Theory]
    [MemberData(nameof(FaultsThatRepeatIt))]
    public void A_fault_that_repeats_it_is_the_same_fault_without_it(Exception fault, Type type, string message)
    {
        Exception harmless = new Secret(ClientRun.Key).Redacted(fault);

        Assert.IsType(type, harmless);
        Assert.Equal(message, harmless.Message);
        Assert.Null(harmless.InnerException);
    }

    [Theory]
    [InlineData(HttpStatusCode.ProxyAuthenticationRequired, 1)]
    [InlineData(HttpStatusCode.BadGateway, 2)]
    [InlineData(null, 2)]
    public void A_fault_that_repeats_it_is_retried_as_if_it_did_not(HttpStatusCode? code, int requests)
    {
        using ClientRun run = new();
        run.Service.Fails(new HttpRequestException($"Token {ClientRun.Key}", null, code)).HangsUntilCancelled();

        run.WatchTo(20);

        Assert.Equal(requests, run.Service.Requests.Count);
        Assert.Equal(requests == 1 ? "Token (hidden)" : null, run.Observer.Error?.Message);
    }

    [Fact]
    public async Task A_fault_that_repeats_it_is_thrown_without_it()
    {
        using ClientRun run = new();
        run.Service.Fails(new IOException($"Token {ClientRun.Key}"));

        Assert.Equal("Token (hidden)", (await Assert.ThrowsAsync<IOException>(run.Ask)).Message);
    }

    [Fact]
    public void No_event_shows_it()
    {
        using ClientRun run = new();
        StringBuilder events = new();
        using IDisposable _ = run.Client.Events.Subscribe(e => events.Append(e).Append('\n'));
        run.Service.Fails(new IOException("cable")).Answers(429, $"Token {ClientRun.Key}", headers: ("Retry-After", "1"))
            .Answers(401, $$"""{"detail":"Token {{ClientRun.Key}} is invalid"}""");

        run.WatchTo(60);

        Assert.Contains("401", events.ToString().Replace("Unauthorized", "401", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(ClientRun.Key, events.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_callers_HttpClient_is_not_changed()
    {
        TestScheduler scheduler = new();
        using StubHandler service = new(scheduler, new(scheduler));
        using HttpClient http = new(service) { Timeout = TimeSpan.FromSeconds(77), BaseAddress = new("https://elsewhere.example/x/") };
        service.Answers(200, ClientRun.Success);
        using (LobstrClient client = new(http, new() { ApiKey = ClientRun.Key, Scheduler = scheduler }))
        {
            using IDisposable _ = client.Uploads.Watch(ClientRun.Id).Subscribe(_ => { });
            scheduler.AdvanceTo(1000);
        }

        Assert.Equal("https://api.lobstr.io/v1/tasks/upload/up-1", Assert.Single(service.Requests).Uri.AbsoluteUri);
        Assert.Equal("https://elsewhere.example/x/", http.BaseAddress.AbsoluteUri);
        Assert.Equal(TimeSpan.FromSeconds(77), http.Timeout);
        Assert.Empty(http.DefaultRequestHeaders);
        Assert.False(service.IsDisposed);
    }
}
