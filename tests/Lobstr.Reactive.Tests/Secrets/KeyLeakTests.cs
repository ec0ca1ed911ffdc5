using System.Reflection;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>The key is in no message, text or event, whatever goes wrong and whoever repeats it.</summary>
[Collection("process-wide state")]
public class KeyLeakTests
{
    // A number alone, and what a shared budget says, which does not know the key.
    private static readonly Type[] EventsElsewhere = [typeof(EventsDropped), typeof(SharedBudgetLost), typeof(SharedBudgetRegained)];

    // Of a suite for stores, which knows no client.
    private static readonly Type[] ErrorsElsewhere = [typeof(UploadStoreContractException)];

    private static readonly Assembly[] Libraries = [typeof(LobstrClient).Assembly, typeof(LobstrSimulator).Assembly];

    [Fact]
    public void Nothing_that_goes_wrong_shows_the_key()
    {
        KeyHunt hunt = new();

        foreach (KeyScenario scenario in KeyScenarios.All)
            scenario.Play(hunt);

        Assert.Equal([], hunt.Finds);
        // It has looked at each error and each event that there is, at those that are to come too.
        Assert.Equal([], Missing(hunt, type =>
            (typeof(Exception).IsAssignableFrom(type) && !ErrorsElsewhere.Contains(type)) || (typeof(LobstrEvent).IsAssignableFrom(type) && !EventsElsewhere.Contains(type))));
    }

    [Fact]
    public void Nothing_public_shows_the_key_as_a_text()
    {
        KeyHunt hunt = new();

        foreach (object each in PublicObjects.All())
            hunt.Walk("public", each);

        Assert.Equal([], hunt.Finds);
        Assert.Equal([], Missing(hunt, type => !typeof(Exception).IsAssignableFrom(type) && !typeof(LobstrEvent).IsAssignableFrom(type)));
    }

    [Fact]
    public void Options_do_not_show_it_however_they_are_copied_or_held()
    {
        LobstrClientOptions options = new() { ApiKey = MarkedKey.Value };
        LobstrClientOptions copy = options with { MaxConcurrentRequests = 1 };

        string text = $"{options} {copy} {new Holder("mine", copy)} {(options, copy)} {string.Join(',', [options])}";

        Assert.False(MarkedKey.IsIn(text), text);
        Assert.Equal(MarkedKey.Value, copy.ApiKey);
    }

    [Fact]
    public void Options_that_are_refused_do_not_show_it()
    {
        LobstrClientOptions options = new() { ApiKey = MarkedKey.Value };
        LobstrClientOptions[] wrong =
        [
            options with { ApiKey = MarkedKey.Value + "\n" },
            options with { RequestTimeout = TimeSpan.Zero },
            options with { MaxConcurrentRequests = 0 },
            options with { BaseAddress = new($"http://{Uri.EscapeDataString(MarkedKey.Value)}@lobstr.example/") },
            options with { BaseAddress = new($"https://{Uri.EscapeDataString(MarkedKey.Value)}@lobstr.example/") },
            options with { BaseAddress = new($"https://lobstr.example/?token={Uri.EscapeDataString(MarkedKey.Value)}") },
        ];

        Assert.All(wrong, each =>
        {
            string error = Assert.ThrowsAny<ArgumentException>(() => new LobstrClient(each)).ToString();
            Assert.False(MarkedKey.IsIn(error), error);
        });
    }

    [Theory]
    [InlineData("8letters", false)]
    [InlineData("7letter", true)]
    public async Task A_key_too_short_to_be_a_real_one_is_not_hidden_in_the_words_of_the_service(string key, bool isShown)
    {
        using ClientRun run = new(options => options with { ApiKey = key });
        run.Service.Answers(401, $$"""{"detail":"Invalid token {{key}}."}""");

        LobstrAuthenticationException error = await Assert.ThrowsAsync<LobstrAuthenticationException>(run.Ask);

        Assert.Equal(isShown, error.Message.Contains(key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a piece: T3st+/\"<", true)]
    [InlineData("IN UPPER CASE: M4RK3DK3Y0", true)]
    [InlineData("TTRyazNkSzN5MGZUaDNUM3N0", true)]
    [InlineData("\\u002B/\\u0022\\u003C", true)]
    [InlineData("%2B%2F%22%3C", true)]
    [InlineData("seven: M4rk3dK", false)]
    [InlineData(null, false)]
    public void The_key_is_found_in_any_spelling(string? text, bool isFound) => Assert.Equal(isFound, MarkedKey.IsIn(text));

    private static IEnumerable<string> Missing(KeyHunt hunt, Func<Type, bool> counts) => Libraries
        .SelectMany(library => library.GetExportedTypes())
        .Where(type => type is { IsInterface: false, IsEnum: false } && !(type.IsAbstract && type.IsSealed) && counts(type) && !hunt.Types.Contains(type))
        .Select(type => type.FullName!);

    private sealed record Holder(string Name, LobstrClientOptions Options);
}
