namespace Lobstr.Reactive.FuzzTests;

/// <summary>Makes a new input of those of a corpus: bits, bytes, pieces, whole values, and halves of two inputs.</summary>
/// <param name="seeds">The inputs that a case begins with.</param>
/// <param name="strangers">Other inputs, to take pieces of.</param>
/// <param name="values">What to put in the place of a value.</param>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, IReadOnlyList<byte[]> strangers, IReadOnlyList<byte[]> values)
{
    private const int MostSteps = 4;
    private const int LongestInput = 16 * 1024;

    private static readonly byte[] Interesting = [0, 1, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'\\', (byte)'{', (byte)'}', (byte)',', (byte)'0', (byte)'9', (byte)'-'];

    public byte[] Make(ref CaseRandom random)
    {
        byte[] input = random.OneOf(seeds);
        for (int steps = 1 + random.Next(MostSteps); steps > 0; steps--)
        {
            byte[] next = Step(input, ref random);
            if (next.Length <= LongestInput)
                input = next;
        }
        return input;
    }

    private byte[] Step(byte[] input, ref CaseRandom random) => random.Next(12) switch
    {
        0 => FlipBit(input, ref random),
        1 => Replace(input, random.Next(input.Length + 1), 1, [random.OneOf(Interesting)]),
        2 => Replace(input, random.Next(input.Length + 1), 0, [(byte)random.Next(256)]),
        3 => Replace(input, random.Next(input.Length + 1), 1 + random.Next(8), []),
        4 => Replace(input, random.Next(input.Length + 1), 0, random.OneOf(Tokens.Pieces)),
        5 => Splice(input, random.OneOf(seeds), ref random),
        6 => Splice(input, random.OneOf(strangers), ref random),
        7 => Repeat(input, ref random),
        8 => input[..random.Next(input.Length + 1)],
        _ => SwapValue(input, ref random),
    };

    private static byte[] FlipBit(byte[] input, ref CaseRandom random)
    {
        if (input.Length == 0)
            return input;
        byte[] flipped = [.. input];
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private static byte[] Splice(byte[] head, byte[] tail, ref CaseRandom random) =>
        [.. head.AsSpan(0, random.Next(head.Length + 1)), .. tail.AsSpan(random.Next(tail.Length + 1))];

    // Fields twice, and nests as deep as it takes.
    private static byte[] Repeat(byte[] input, ref CaseRandom random)
    {
        int start = random.Next(input.Length + 1);
        byte[] part = input[start..Math.Min(input.Length, start + 1 + random.Next(24))];
        return Replace(input, start, 0, [.. Enumerable.Repeat(part, random.OneIn(10) ? 80 : 2).SelectMany(bytes => bytes)]);
    }

    // A value is what stands between a separator and the next one: the result is often valid JSON still.
    private byte[] SwapValue(byte[] input, ref CaseRandom random)
    {
        int separator = input.AsSpan(random.Next(input.Length + 1)) is var rest ? rest.IndexOfAny(":,["u8) : -1;
        if (separator < 0)
            return input;
        int start = input.Length - rest.Length + separator + 1;
        while (start < input.Length && input[start] == ' ')
            start++;
        int length = LengthOfValue(input.AsSpan(start));
        return Replace(input, start, length, random.OneOf(values));
    }

    private static int LengthOfValue(ReadOnlySpan<byte> text)
    {
        int end = text is [(byte)'"', ..] ? text[1..].IndexOf((byte)'"') + 2 : text.IndexOfAny(",}]\n"u8);
        return end < 0 ? text.Length : Math.Min(end, text.Length);
    }

    private static byte[] Replace(byte[] input, int start, int length, byte[] piece) =>
        [.. input.AsSpan(0, start), .. piece, .. input.AsSpan(Math.Min(input.Length, start + length))];
}
