namespace Lobstr.Reactive.FuzzTests;

/// <summary>Makes a failing input small: leaves out halves, quarters and so on down to single bytes, as long as it still fails.</summary>
internal static class Minimiser
{
    private const int MostTries = 20_000;

    public static byte[] Minimise(byte[] input, Predicate<byte[]> fails)
    {
        int tries = 0;
        int size = Math.Max(1, input.Length / 2);
        while (tries < MostTries)
        {
            bool isSmaller = false;
            for (int start = 0; start < input.Length && tries < MostTries; tries++)
            {
                byte[] shorter = [.. input.AsSpan(0, start), .. input.AsSpan(Math.Min(input.Length, start + size))];
                if (fails(shorter))
                {
                    input = shorter;
                    isSmaller = true;
                }
                else
                {
                    start += size;
                }
            }
            if (size == 1 && !isSmaller)
                break;
            size = Math.Max(1, size / 2);
        }
        return input;
    }
}
