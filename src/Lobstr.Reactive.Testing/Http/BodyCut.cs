namespace Lobstr.Reactive.Testing;

/// <summary>Where a body ends that was promised whole.</summary>
/// <param name="After">After so many bytes; null: in the middle.</param>
/// <param name="Hangs">Whether nothing more comes from there on; else the connection breaks.</param>
internal sealed record BodyCut(long? After, bool Hangs)
{
    /// <summary>How much of a body arrives.</summary>
    public long LengthOf(long whole) => Math.Min(After ?? whole / 2, whole);
}
