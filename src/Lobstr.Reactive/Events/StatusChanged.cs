namespace Lobstr.Reactive;

/// <summary>
/// A watch has seen another state of its upload or run than before; counts that change within a state are not told. The first state is
/// told, too.
/// </summary>
/// <param name="RawState">The state as the service wrote it.</param>
public sealed record StatusChanged(string RawState) : LobstrEvent;
