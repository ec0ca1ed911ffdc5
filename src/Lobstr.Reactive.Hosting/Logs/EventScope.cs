using System.Collections;
using System.Globalization;
using System.Text;

namespace Lobstr.Reactive.Hosting;

/// <summary>What every line about an event is about: the account, the upload or run, and the request, as far as there is one.</summary>
internal readonly struct EventScope(string? account, LobstrEvent about) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const string Account = "LobstrAccount";
    private const string Id = "LobstrId";
    private const string RequestId = "LobstrRequestId";

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
        if (account is not null)
            yield return new(Account, account);
        if (about.Id is { } id)
            yield return new(Id, id);
        if (about is RequestEvent request)
            yield return new(RequestId, request.RequestId);
    }
}
