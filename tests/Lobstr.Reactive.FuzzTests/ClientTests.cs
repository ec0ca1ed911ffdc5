namespace Lobstr.Reactive.FuzzTests;

/// <summary>Odd answers to everything that a client can ask, end to end.</summary>
public class ClientTests(ITestOutputHelper output)
{
    // About two seconds on a slow core.
    private const long UsualCases = 5_000;

    // An answer may take a client years into the future: a new one in time, before the calendar ends.
    private const int CasesOfAClient = 50;

    [Fact]
    public void Whatever_one_answer_is_the_client_says_so_and_reads_the_next()
    {
        var budget = FuzzBudget.FromEnvironment(UsualCases);
        OddClient client = new();
        long number = 0;
        for (; budget.Allows(number); number++)
        {
            if (number % CasesOfAClient == 0)
            {
                client.Dispose();
                client = new OddClient();
            }
            var random = new CaseRandom(budget.Seed, number);
            var odd = OddAnswer.Make(ref random);
            Exception? fault = Record.Exception(() => client.Try(odd, (int)(number % int.MaxValue)));
            Assert.True(fault is null, $"Seed {budget.Seed}, case {number} ({odd}): {fault}");
        }
        client.Dispose();

        output.WriteLine($"{number} cases, seed {budget.Seed}");
        Assert.True(number > 0, "Nothing was tried.");
    }
}
