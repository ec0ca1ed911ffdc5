using System.Text;
using System.Text.Json;

namespace Lobstr.Reactive.Tests;

/// <summary>An API key that can be told from everything else, and whatever it may be written as.</summary>
public static class MarkedKey
{
    /// <summary>Its first part, which is written alike everywhere: a key by itself.</summary>
    public const string Plain = "M4rk3dK3y0fTh3T3st";

    /// <summary>Some of its characters are written otherwise in JSON, in an address and in HTML; the rest is a mark.</summary>
    public const string Value = Plain + "+/\"<&>=%7eEnd0fK3y";

    // More of it than chance would have: a key that is cut in half is found too.
    private const int Piece = 8;

    private static readonly HashSet<string> Pieces = PiecesOf(
        Value,
        Uri.EscapeDataString(Value),
        JsonEncodedText.Encode(Value).ToString(),
        Convert.ToBase64String(Encoding.ASCII.GetBytes(Value)),
        Convert.ToBase64String(Encoding.ASCII.GetBytes("Token " + Value)),
        Convert.ToBase64String(Encoding.ASCII.GetBytes(":" + Value)),
        Convert.ToHexString(Encoding.ASCII.GetBytes(Value)));

    /// <summary>The key as it stands inside a text of JSON.</summary>
    public static string InJson { get; } = JsonEncodedText.Encode(Value).ToString();

    /// <summary>Whether a text has the key or a piece of it, in any spelling and any case.</summary>
    public static bool IsIn(string? text)
    {
        string upper = text?.ToUpperInvariant() ?? "";
        for (int i = 0; i + Piece <= upper.Length; i++)
        {
            if (Pieces.Contains(upper.Substring(i, Piece)))
                return true;
        }
        return false;
    }

    private static HashSet<string> PiecesOf(params string[] spellings) => [.. spellings
        .Select(spelling => spelling.ToUpperInvariant())
        .SelectMany(spelling => Enumerable.Range(0, spelling.Length - Piece + 1).Select(start => spelling.Substring(start, Piece)))];
}
