using System.Globalization;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>A client of a shared budget, as the library is one: it asks, waits as it is told, and gives back.</summary>
internal sealed class BudgetClient(ISharedBudget budget, SharedBudgetMember member)
{
    public SharedBudgetMember Member => member;

    public string? Epoch { get; private set; }

    /// <summary>Asks once. As if it wanted much more than there is, unless the request says otherwise.</summary>
    public async Task<SharedPermit> AskAsync(Func<SharedPermitRequest, SharedPermitRequest>? change = null)
    {
        var request = new SharedPermitRequest { Member = member, Wanted = 500, Polls = 100, Due = 1, Timeout = TimeSpan.FromSeconds(30), Epoch = Epoch };
        SharedPermit permit = await budget.AcquireAsync(change is null ? request : change(request), CancellationToken.None);
        Epoch = permit.Epoch;
        return permit;
    }

    /// <summary>Asks, and asks again when it is told to, until it has a permit.</summary>
    public async Task<SharedPermit> WaitAsync(Func<SharedPermitRequest, SharedPermitRequest>? change = null)
    {
        long began = Environment.TickCount64;
        TimeSpan waited = default;
        while (true)
        {
            SharedPermit permit = await AskAsync(request => (change is null ? request : change(request)) is var changed
                ? changed with { Waited = changed.Waited + waited }
                : request);
            if (permit.Id is not null)
                return permit;
            await Task.Delay(permit.RetryAfter);
            waited = TimeSpan.FromMilliseconds(Environment.TickCount64 - began);
        }
    }

    public Task GiveBackAsync(SharedPermit permit, SharedPermitOutcome outcome = SharedPermitOutcome.Accepted, Func<SharedPermitRelease, SharedPermitRelease>? change = null)
    {
        var release = new SharedPermitRelease { Member = member, Id = permit.Id, Outcome = outcome };
        return budget.ReleaseAsync(change is null ? release : change(release), CancellationToken.None).AsTask();
    }

    /// <summary>When a permit was granted, in milliseconds of the server's clock.</summary>
    public static long GrantedAt(SharedPermit permit) => long.Parse(permit.Id!.Split('-')[1], CultureInfo.InvariantCulture);

    /// <summary>Which permit it was: later ones have higher numbers.</summary>
    public static long NumberOf(SharedPermit permit) => long.Parse(permit.Id!.Split('-')[0], CultureInfo.InvariantCulture);
}
