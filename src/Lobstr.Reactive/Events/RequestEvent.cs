namespace Lobstr.Reactive;

/// <summary>Something that happened to a request: it was sent, and then answered or not.</summary>
public abstract record RequestEvent : LobstrEvent
{
    private protected RequestEvent()
    {
    }

    /// <summary>Which sending of the client it is, from 1: tells those that are under way together apart.</summary>
    public long RequestId { get; init; }

    /// <summary>The HTTP method, such as <c>GET</c>.</summary>
    public string Method { get; init; } = "";

    /// <summary>The path below the base address, such as <c>tasks/upload/427a7bfc54cf4ce483d83ba23425164b</c>.</summary>
    public string Path { get; init; } = "";
}
