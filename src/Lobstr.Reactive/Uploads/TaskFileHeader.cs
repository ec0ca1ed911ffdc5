using System.Text;

namespace Lobstr.Reactive;

/// <summary>The first line of a file of tasks: the names of its columns (RFC 4180, with a comma or a tab).</summary>
internal static class TaskFileHeader
{
    /// <summary>The longest line that is read.</summary>
    public const int MaxLength = 64 * 1024;

    private const byte Quote = (byte)'"';

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it from the beginning of a file.</summary>
    /// <param name="beginning">As much of the file as there is.</param>
    /// <param name="isWhole">Whether that is the whole file.</param>
    /// <param name="delimiter">What stands between two names.</param>
    /// <param name="fileName">The file, for the message of an error.</param>
    /// <returns>The names; null if the line goes on.</returns>
    /// <exception cref="InvalidDataException">It cannot be read, or is empty.</exception>
    public static IReadOnlyList<string>? TryRead(ReadOnlySpan<byte> beginning, bool isWhole, char delimiter, string fileName)
    {
        if (beginning.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || beginning.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            throw Unreadable(fileName, "is UTF-16; save the file as UTF-8");
        ReadOnlySpan<byte> bytes = Utf8Json.WithoutByteOrderMark(beginning);
        int length = LengthOf(bytes, (byte)delimiter, fileName, out bool isQuoted);
        if (length < 0 && !isWhole)
            return beginning.Length < MaxLength ? null : throw Unreadable(fileName, $"is longer than {MaxLength} bytes");
        if (length < 0 && isQuoted)
            throw Unreadable(fileName, "has a quote that is not closed");
        ReadOnlySpan<byte> line = length < 0 ? bytes : bytes[..length];
        List<string> columns;
        try
        {
            columns = Split(Utf8.GetString(line.ToArray()), delimiter);
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable(fileName, "is not UTF-8; save the file as UTF-8");
        }
        return columns.All(string.IsNullOrWhiteSpace)
            ? throw Unreadable(fileName, "is empty: it must have the names of the columns, which are the parameters of the crawler")
            : columns;
    }

    // The length of the line, negative if it does not end. All bytes that mean something are ASCII, which in UTF-8 is a part of nothing else.
    private static int LengthOf(ReadOnlySpan<byte> bytes, byte delimiter, string fileName, out bool isQuoted)
    {
        isQuoted = false;
        bool isAtStart = true;
        for (int i = 0; i < bytes.Length; i++)
        {
            byte each = bytes[i];
            if (each == 0)
                throw Unreadable(fileName, "is no text");
            if (isQuoted)
            {
                isQuoted = each != Quote;
                continue;
            }
            if (each is (byte)'\r' or (byte)'\n')
                return i;
            // One that is doubled has closed and opens again at once.
            isQuoted = each == Quote && (isAtStart || bytes[i - 1] == Quote);
            isAtStart = each == delimiter;
        }
        return -1;
    }

    private static List<string> Split(string line, char delimiter)
    {
        var columns = new List<string>();
        var column = new StringBuilder();
        bool isQuoted = false;
        bool wasQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char each = line[i];
            if (isQuoted && each == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                column.Append('"');
                i++;
            }
            else if (isQuoted && each == '"')
            {
                isQuoted = false;
            }
            else if (!isQuoted && each == '"' && column.Length == 0 && !wasQuoted)
            {
                isQuoted = wasQuoted = true;
            }
            else if (!isQuoted && each == delimiter)
            {
                columns.Add(column.ToString());
                column.Clear();
                wasQuoted = false;
            }
            else
            {
                column.Append(each);
            }
        }
        columns.Add(column.ToString());
        return columns;
    }

    private static InvalidDataException Unreadable(string fileName, string what) => new($"The first line of the file '{fileName}' {what}.");
}
