using System.Security.Cryptography;

namespace Lobstr.Reactive;

/// <summary>The hashes in one call, and their hex digits, of .NET 5.</summary>
internal static class Hashes
{
    extension(Convert)
    {
        public static string ToHexString(ReadOnlySpan<byte> bytes) =>
            BitConverter.ToString(bytes.ToArray()).Replace("-", "", StringComparison.Ordinal);
    }

    extension(SHA256)
    {
        public static int HashSizeInBytes => 32;

        public static byte[] HashData(byte[] data)
        {
            using var sha = SHA256.Create();
            return sha.ComputeHash(data);
        }

        public static void HashData(ReadOnlySpan<byte> data, Span<byte> hash) => SHA256.HashData(data.ToArray()).CopyTo(hash);
    }
}
