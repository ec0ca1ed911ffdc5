using System.Net.ServerSentEvents;
using Lobstr.Reactive.Samples.Dashboard;
using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>What a feed keeps, and what it tells whom.</summary>
public sealed class FeedTests
{
    private readonly Feed _feed = new(TimeProvider.System, Options.Create(new DashboardOptions()));

    [Fact]
    public async Task A_browser_that_is_slow_is_given_the_newest_state_of_each_thing()
    {
        await using IAsyncEnumerator<SseItem<FeedMessage>> browser = Open(null);
        await NextAsync(browser);

        for (int i = 0; i < 1_000; i++)
            _feed.Publish(FeedKind.Run, "a", i);
        FeedMessage message = await NextAsync(browser);

        Assert.Equal(999, Assert.Single(message.Changes).Value!.Value.GetInt32());
    }

    [Fact]
    public async Task What_is_shown_already_is_no_change()
    {
        _feed.Publish(FeedKind.Run, "a", new { Percent = 1 });
        await using IAsyncEnumerator<SseItem<FeedMessage>> browser = Open(null);
        await NextAsync(browser);
        string seen = browser.Current.EventId!;

        _feed.Publish(FeedKind.Run, "a", new { Percent = 1 });
        _feed.Publish(FeedKind.Run, "b", new { Percent = 2 });

        Assert.Equal("b", Assert.Single((await NextAsync(Open(seen))).Changes).Key);
    }

    [Fact]
    public async Task A_removal_is_told_to_whoever_comes_back()
    {
        _feed.Publish(FeedKind.Upload, "a", 1);
        await using IAsyncEnumerator<SseItem<FeedMessage>> browser = Open(null);
        Assert.Single((await NextAsync(browser)).Changes);

        _feed.Remove(FeedKind.Upload, "a");
        FeedMessage message = await NextAsync(Open(browser.Current.EventId));

        Assert.False(message.IsComplete);
        Assert.Null(Assert.Single(message.Changes).Value);
        Assert.Empty((await NextAsync(Open(null))).Changes);
        Assert.Empty(_feed.KeysOf(FeedKind.Upload));
    }

    [Fact]
    public async Task Whoever_was_away_for_more_removals_than_are_kept_is_told_everything()
    {
        _feed.Publish(FeedKind.Upload, "stays", 1);
        await using IAsyncEnumerator<SseItem<FeedMessage>> browser = Open(null);
        await NextAsync(browser);
        string seen = browser.Current.EventId!;

        for (int i = 0; i < 1_001; i++)
        {
            _feed.Publish(FeedKind.Upload, $"{i}", 1);
            _feed.Remove(FeedKind.Upload, $"{i}");
        }

        foreach (FeedMessage message in (FeedMessage[])[await NextAsync(Open(seen)), await NextAsync(browser)])
        {
            Assert.True(message.IsComplete);
            Assert.Equal("stays", Assert.Single(message.Changes).Key);
        }
    }

    private static async Task<FeedMessage> NextAsync(IAsyncEnumerator<SseItem<FeedMessage>> browser)
    {
        Assert.True(await browser.MoveNextAsync());
        return browser.Current.Data;
    }

    private IAsyncEnumerator<SseItem<FeedMessage>> Open(string? lastEventId) =>
        _feed.ReadAsync(FeedCursor.Parse(lastEventId), CancellationToken.None).GetAsyncEnumerator();
}
