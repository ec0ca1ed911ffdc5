using Lobstr.Reactive.Samples.Worker;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>A file that is still being written is not complete, whether or not its writer locks it.</summary>
public sealed class InboxTests : IDisposable
{
    private static readonly DateTime Noon = new(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryDirectory _folder = new();
    private readonly Inbox _inbox;

    public InboxTests() => _inbox = new Inbox(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_complete_when_it_has_not_changed_since_the_last_look()
    {
        Write("b.csv", "url\n", Noon);
        Assert.Empty(Find());
        Write("a.csv", "url\n", Noon);
        Assert.Equal(["b.csv"], Find());
        Assert.Equal(["a.csv", "b.csv"], Find());
    }

    [Fact]
    public void A_file_that_grows_is_not_complete_though_its_time_stands_still()
    {
        Write("a.csv", "url\n", Noon);
        Assert.Empty(Find());
        Write("a.csv", "url\nhttps://example.com/1\n", Noon);
        Assert.Empty(Find());
        Assert.Equal(["a.csv"], Find());
    }

    [Fact]
    public void A_file_that_was_written_again_is_another_one_though_it_is_as_long()
    {
        Write("a.csv", "url\n", Noon);
        Assert.Empty(Find());
        Write("a.csv", "URL\n", Noon.AddTicks(1));
        Assert.Empty(Find());
        Assert.Equal(["a.csv"], Find());
    }

    private string[] Find() => [.. _inbox.FindComplete().Select(file => file.Name)];

    private void Write(string name, string text, DateTime writtenAt) => File.SetLastWriteTimeUtc(_folder.Write(name, text), writtenAt);
}
