namespace Lobstr.Reactive;

/// <summary>The lower-case hex digits of .NET 9.</summary>
internal static class Hex
{
    extension(Convert)
    {
        public static string ToHexStringLower(ReadOnlySpan<byte> bytes) => Convert.ToHexString(bytes).ToLowerInvariant();
    }
}
