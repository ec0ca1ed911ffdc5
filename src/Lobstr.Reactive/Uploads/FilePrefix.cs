namespace Lobstr.Reactive;

/// <summary>The beginning of a file, read as far as it takes to see that there is something in it.</summary>
internal static class FilePrefix
{
    private const int LongestMark = 3;

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> Utf16Mark => [0xFF, 0xFE];

    private static ReadOnlySpan<byte> Utf16BigEndianMark => [0xFE, 0xFF];

    /// <summary>Reads until the buffer is full or has more than blanks.</summary>
    /// <returns>How many bytes the buffer has; zero if the file has nothing but a byte order mark and blanks.</returns>
    public static async Task<int> ReadAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        int length = 0;
        int blank = 0;
        while (length < buffer.Length)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
                return 0;
            length += read;
            if (!IsBlank(buffer.AsSpan(0, length), blank))
                return length;
            // What may still become a byte order mark is looked at again.
            blank = length > LongestMark ? length : 0;
        }
        // So many blanks are for the service to judge.
        return length;
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes, int from)
    {
        foreach (byte each in bytes[Math.Max(from, MarkLength(bytes))..])
        {
            // White space in ASCII, and the other half of it in UTF-16.
            if (each is not (0 or (byte)' ' or >= (byte)'\t' and <= (byte)'\r'))
                return false;
        }
        return true;
    }

    private static int MarkLength(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Utf8Mark) || bytes.Length < Utf8Mark.Length && Utf8Mark.StartsWith(bytes) ? Math.Min(bytes.Length, Utf8Mark.Length)
        : bytes.StartsWith(Utf16Mark) || bytes.StartsWith(Utf16BigEndianMark) ? Utf16Mark.Length
        : bytes.Length == 1 && bytes[0] is 0xFE or 0xFF ? 1
        : 0;
}
