using System.Collections;
using System.Globalization;
using System.Text;

namespace Lobstr.Reactive.Hosting;

/// <summary>What a line is about: the account, the upload or run, its tracking, and the request, as far as there is one.</summary>
internal readonly record struct LogScope(string? Account, string? Id = null, long? RequestId = null, string? TrackingId = null) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public LogScope(string? account, LobstrEvent about)
        : this(account, about.Id, (about as RequestEvent)?.RequestId)
    {
    }

    public int Count => Pairs().Count();

    public KeyValuePair<string, object?> this[int index] => Pairs().ElementAt(index);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => Pairs().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For logs that write scopes as text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((string name, object? value) in this)
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : " ")}{name}:{value}");
        return text.ToString();
    }

    private IEnumerable<KeyValuePair<string, object?>> Pairs()
    {
        if (Account is not null)
            yield return new("LobstrAccount", Account);
        if (Id is not null)
            yield return new("LobstrId", Id);
        if (RequestId is not null)
            yield return new("LobstrRequestId", RequestId);
        if (TrackingId is not null)
            yield return new("LobstrTrackingId", TrackingId);
    }
}
