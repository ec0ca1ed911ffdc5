using System.Runtime.CompilerServices;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>300,000 subscriptions in virtual time and 120,000 in real time come and go, and leave nothing.</summary>
[Collection(Alone.Name)]
public sealed class LeftoverTests
{
    private const int AtATime = 500;
    private const int VirtualRounds = 50;
    private const int RealRounds = 20;

    // The smallest object has 24 bytes: one kept of each of 10,000 subscriptions would be 240 KB.
    private const long MostBytes = 150_000;

    public static TheoryData<Subject, Moment> Cases
    {
        get
        {
            var cases = new TheoryData<Subject, Moment>();
            foreach (Subject subject in Enum.GetValues<Subject>())
            {
                foreach (Moment moment in Enum.GetValues<Moment>())
                    cases.Add(subject, moment);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Nothing_is_left_in_virtual_time(Subject subject, Moment moment) =>
        LeavesNothingAsync(new VirtualClockwork(), subject, moment, VirtualRounds);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Nothing_is_left_on_the_default_scheduler(Subject subject, Moment moment)
    {
        using var safety = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        safety.CancelAfter(TimeSpan.FromMinutes(2));
        await LeavesNothingAsync(new RealClockwork(safety.Token), subject, moment, RealRounds);
    }

    private static async Task LeavesNothingAsync(Clockwork clockwork, Subject subject, Moment moment, int rounds)
    {
        using var churn = new Churn(clockwork, AtATime);
        // What is made once and kept is made before.
        for (int i = 0; i < 3; i++)
            await churn.RunAsync(subject, moment, AtATime);
        churn.Left.EnsureCapacity(churn.Left.Count + (rounds * 20));
        long before = Measure();

        for (int i = 0; i < rounds; i++)
            await churn.RunAsync(subject, moment, AtATime);

        long after = Measure() - (rounds * 20 * 24);
        TestContext.Current.TestOutputHelper?.WriteLine($"{after - before:N0} bytes");
        Assert.DoesNotContain(churn.Left, reference => reference.IsAlive);
        Assert.InRange(after - before, long.MinValue, MostBytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Measure()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
