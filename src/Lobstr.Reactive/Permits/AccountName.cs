using System.Security.Cryptography;
using System.Text;

namespace Lobstr.Reactive;

/// <summary>What an account is called if its budget is shared: a hash of its API key.</summary>
internal static class AccountName
{
    // Half a hash is enough for no two keys to meet.
    private const int Length = 32;

    public static string Of(string apiKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("lobstr:" + apiKey)))[..Length];
}
