using System.Text;

namespace Lobstr.Reactive.FuzzTests;

/// <summary>Feeds a target with mutated inputs, and makes the first that fails small enough to be kept.</summary>
internal static class Fuzzer
{
    /// <returns>How many cases were tried.</returns>
    public static long Run(FuzzTarget target, FuzzBudget budget)
    {
        Mutator mutator = target.CreateMutator();
        long number = 0;
        for (; budget.Allows(number); number++)
        {
            var random = new CaseRandom(budget.Seed, number);
            byte[] input = mutator.Make(ref random);
            if (FaultOf(target, input) is { } fault)
                Assert.Fail(Describe(target, budget.Seed, number, input, fault));
        }
        return number;
    }

    /// <summary>What the target does wrong with an input; null where it does nothing wrong.</summary>
    public static Exception? FaultOf(FuzzTarget target, byte[] input)
    {
        try
        {
            target.Check(input);
            return null;
        }
#pragma warning disable CA1031 // Whatever escapes is what is looked for.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return fault;
        }
    }

    private static string Describe(FuzzTarget target, ulong seed, long number, byte[] input, Exception fault)
    {
        // Still the same kind of fault: another one would be another story.
        byte[] small = Minimiser.Minimise(input, shorter => FaultOf(target, shorter)?.GetType() == fault.GetType());
        return $"""
            {target.Name}: {FaultOf(target, small)}
            Seed {seed}, case {number}. The smallest input that fails, for Corpus/{target.Name}:
            base64: {Convert.ToBase64String(small)}
            escaped: {Escape(small)}
            """;
    }

    private static string Escape(byte[] bytes)
    {
        var text = new StringBuilder();
        foreach (byte each in bytes)
            text.Append(each is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\' ? $"{(char)each}" : $"\\x{each:X2}");
        return text.ToString();
    }
}
