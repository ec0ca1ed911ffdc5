using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Lobstr.Reactive.Testing;

/// <summary>Ids as the service makes them: 32 lower-case hex digits, and as it takes them.</summary>
internal static class Ids
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    public static bool IsValid(string id) => id.Length > 0 && !id.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>The same id for the same name, so that every run of a test sees the same ids.</summary>
    public static string Of(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
}
