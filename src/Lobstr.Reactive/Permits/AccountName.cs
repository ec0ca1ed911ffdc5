using System.Security.Cryptography;
using System.Text;

namespace Lobstr.Reactive;

/// <summary>What an account is called if its budget is shared: a hash of its API key.</summary>
internal static class AccountName
{
    // Sixteen bytes are enough for no two keys to meet.
    private const int Length = 16;

    public static string Of(string apiKey) =>
        string.Concat(Hash(Encoding.UTF8.GetBytes("lobstr:" + apiKey)).Take(Length).Select(each => each.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    private static byte[] Hash(byte[] text)
    {
#if NET
        return SHA256.HashData(text);
#else
        using SHA256 hash = SHA256.Create();
        return hash.ComputeHash(text);
#endif
    }
}
