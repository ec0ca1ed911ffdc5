namespace Lobstr.Reactive.FuzzTests;

/// <summary>The random numbers of one case (SplitMix64): the same for the same seed and number, whatever ran before.</summary>
internal struct CaseRandom(ulong seed, long number)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = Mix(seed) ^ Mix((ulong)number + Step);

    public int Next(int below) => (int)(NextLong() % (ulong)below);

    public bool OneIn(int count) => Next(count) == 0;

    public T OneOf<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    public ulong NextLong() => Mix(_state += Step);

    private static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
