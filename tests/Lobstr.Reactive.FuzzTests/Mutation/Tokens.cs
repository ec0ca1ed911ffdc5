using System.Text;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>What is worth putting in the place of something else.</summary>
internal static class Tokens
{
    /// <summary>Values of JSON, the readable and the extreme.</summary>
    public static IReadOnlyList<byte[]> Values { get; } = Utf8(
        "null", "true", "false", "0", "-0", "1", "-1", "8", "8.0", "8.5", "1e3", "1E+2", "1e300", "1e999", "-1e999", "1e-400",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616",
        "922337203685.4775", "922337203685.47759", "-922337203685.4776", "253402300800", "100", "4294967296", "00", "0x10", "1.", ".5", "NaN", "Infinity",
        "[]", "{}", "[[]]", "[{}]", "{\"a\":1}", "\"\"", "\" \"", "\"SUCCESS\"", "\"success\"", "\"FAILURE\"", "\"PENDING\"", "\"PROGRESS\"",
        "\"REVOKED\"", "\"S\\u0055CCESS\"", "\"SUCCES\\u017f\"", "\"SUCCESS\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ud83d\\ude00\"",
        "\"done\"", "\"Done\"", "\"error\"", "\"aborted\"", "\"5\"", "\"up-1\"", "\"UP1\"", "\"up-2\"", "\"-\"", "\"../../runs\"",
        "\"100%\"", "\"37 %\"", "\"∞\"", "\"0:00:50.183300\"", "\"-1 day, 23:59:59\"", "\"3 days\"", "\"1e308 days, 1e308:1e308:1e308\"", "\"::\"", "\"99999999999999:0:0\"",
        "\"2026-01-01T00:00:00\"", "\"2026-01-01T00:00:00+14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"24:00\"",
        "\"https://files.example/a?b=c\"", "\"http://[::1]:99999/\"", "\"https://\"", "\"file:///etc/passwd\"", "\"HTTPS://ü.example/\"", "\"//a\"");

    /// <summary>What stands around values, inside them, and what must not.</summary>
    public static IReadOnlyList<byte[]> Pieces { get; } =
    [
        .. Utf8(
            "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\\\"", "/*", "*/", "//", "\n", "\t", " ", "\0", "<html>", "t", "f", "n",
            "\"state\":", "\"id\":", "\"meta\":", "\"meta.valid\":", "\"valid\":", "\"is_done\":", "\"status\":", "\"data\":", "\"error\":", "\"errors\":",
            "\"detail\":", "\"message\":", "\"type\":", "\"s3\":", "\"next\":", "\"total_pages\":", "\"total_results\":", "\"st\\u0061te\":", "\"\\ud800\":", "\"duration\":"),
        [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0xC0, 0x80], [0xE2, 0x80, 0xA8], [0xFF],
    ];

    /// <summary>Values of headers.</summary>
    public static IReadOnlyList<byte[]> HeaderValues { get; } = Utf8(
        "0", "1", "-1", "60", "2147483647", "2147483648", "4294967296", "9223372036854775807", "99999999999999999999", "1.5", "1e3", " 5 ", "+5", "",
        "1767225600", "1767225660", "253402300799", "253402300800", "Thu, 01 Jan 2026 00:00:05 GMT", "Thu, 01 Jan 2026 00:00:05 +0000",
        "Mon, 01 Jan 0001 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Thursday, 01-Jan-26 00:00:05 GMT", "Thu Jan  1 00:00:05 2026", "soon", "1, 2", "gzip, br", "bytes 0-1/2",
        "gzip", "br", "deflate", "identity", "x-gzip", "zstd", "\"tag\"", "W/\"tag\"", "*", "bytes */0", "bytes 5-1/3", "chunked", "a,b;q=0.5", "\u00FC");

    private static byte[][] Utf8(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
