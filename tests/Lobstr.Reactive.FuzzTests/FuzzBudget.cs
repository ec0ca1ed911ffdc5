using System.Diagnostics;
using System.Globalization;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>
/// How many cases are tried, and which. <c>LOBSTR_FUZZ_CASES</c> sets the number for each target, <c>LOBSTR_FUZZ_SECONDS</c> a
/// time instead; either draws a new seed, unless <c>LOBSTR_FUZZ_SEED</c> names one. Without them the cases are always the same.
/// </summary>
internal sealed class FuzzBudget
{
    private readonly long _cases;
    private readonly TimeSpan? _time;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private FuzzBudget(long cases, TimeSpan? time, ulong seed)
    {
        _cases = cases;
        _time = time;
        Seed = seed;
    }

    public ulong Seed { get; }

    public static FuzzBudget FromEnvironment(long usualCases)
    {
        long? cases = Variable("LOBSTR_FUZZ_CASES");
        long? seconds = Variable("LOBSTR_FUZZ_SECONDS");
        ulong seed = (ulong?)Variable("LOBSTR_FUZZ_SEED") ?? (cases is null && seconds is null ? 1 : (ulong)Random.Shared.NextInt64(1L << 40));
        return new FuzzBudget(cases ?? usualCases, seconds is { } time ? TimeSpan.FromSeconds(time) : null, seed);
    }

    public bool Allows(long number) => _time is { } time ? _watch.Elapsed < time : number < _cases;

    private static long? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;
}
