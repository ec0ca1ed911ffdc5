using System.Net.Http.Headers;

namespace Lobstr.Reactive.Testing;

/// <summary>A part of a file. Empty if what was asked for is beyond its end.</summary>
internal sealed record ByteRange(long From, long Count)
{
    /// <summary>What a <c>Range</c> header asks for; null: the whole file, as for ranges that a server need not understand.</summary>
    public static ByteRange? Of(RangeHeaderValue? header, long length)
    {
        if (header is not { Unit: "bytes", Ranges: { Count: 1 } ranges }) return null;
        RangeItemHeaderValue range = ranges.Single();
        if (range.From is not { } from)
        {
            long last = Math.Min(range.To!.Value, length);
            return new ByteRange(length - last, last);
        }

        long end = Math.Min(range.To + 1 ?? length, length);
        return new ByteRange(from, Math.Max(0, end - from));
    }
}
