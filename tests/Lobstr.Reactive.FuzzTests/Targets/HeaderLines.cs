using System.Net.Http.Headers;
using System.Text;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>Reads lines of <c>Name: value</c> as a handler hands them to a client: unchecked.</summary>
internal static class HeaderLines
{
    public static HttpResponseMessage Response(byte[] lines)
    {
        var response = new HttpResponseMessage();
        AddTo(response, lines);
        return response;
    }

    public static void AddTo(HttpResponseMessage response, byte[] lines)
    {
        foreach (string line in Encoding.Latin1.GetString(lines).Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
                continue;
            string name = line[..colon].Trim();
            string value = line[(colon + 1)..].Trim(' ', '\r', '\t');
            if (!TryAdd(response.Headers, name, value))
                TryAdd(response.Content.Headers, name, value);
        }
    }

    private static bool TryAdd(HttpHeaders headers, string name, string value) => headers.TryAddWithoutValidation(name, value);
}
