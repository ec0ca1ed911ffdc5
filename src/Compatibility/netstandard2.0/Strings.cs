using System.Text;

namespace Lobstr.Reactive;

/// <summary>What strings can do since .NET Core 2.1 and .NET 6.</summary>
internal static class Strings
{
    extension(string)
    {
        public static string Create(IFormatProvider provider, FormattableString text) => text.ToString(provider);
    }

    public static int IndexOf(this string text, char value, StringComparison comparison) =>
        text.IndexOf(value.ToString(), comparison);

    public static bool EndsWith(this string text, char value) => text.Length > 0 && text[text.Length - 1] == value;

    public static string[] Split(this string text, char separator, StringSplitOptions options) => text.Split([separator], options);

    public static StringBuilder Append(this StringBuilder builder, ReadOnlySpan<char> text) => builder.Append(text.ToString());

    public static StringBuilder AppendJoin(this StringBuilder builder, char separator, IEnumerable<string> values) =>
        builder.Append(string.Join(separator.ToString(), values));

    public static int GetChars(this Decoder decoder, ReadOnlySpan<byte> bytes, char[] chars, bool flush) =>
        decoder.GetChars(bytes.ToArray(), 0, bytes.Length, chars, 0, flush);

    public static string Replace(this string text, string old, string replacement, StringComparison comparison)
    {
        int from = 0;
        for (int at = text.IndexOf(old, comparison); at >= 0; at = text.IndexOf(old, from, comparison))
        {
            text = text.Substring(0, at) + replacement + text.Substring(at + old.Length);
            from = at + replacement.Length;
        }
        return text;
    }
}
