namespace Lobstr.Reactive.Tests.Model;

/// <summary>One life of one upload: what it is answered, and who watches it how. Beyond the end of the answers it has succeeded.</summary>
/// <param name="Watches">Who watches; several only through the client.</param>
/// <param name="Replies">The answers, one a poll.</param>
/// <param name="RequestTimeout">Of the client, in milliseconds.</param>
public sealed record Script(IReadOnlyList<WatchSpec> Watches, IReadOnlyList<Reply> Replies, double RequestTimeout)
{
    public Reply this[int poll] => poll < Replies.Count ? Replies[poll] : new(Said.Success);

    public override string ToString() => string.Join('\n',
    [
        $"request timeout {RequestTimeout} ms",
        .. Watches.Select((watch, i) => $"watch {(char)('A' + i)}: {watch}"),
        .. Replies.Select((reply, i) => $"answer #{i}: {reply}"),
    ]);
}
