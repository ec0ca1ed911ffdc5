namespace Lobstr.Reactive.Testing;

/// <summary>What changes about the account.</summary>
internal sealed class SimulatedAccount(SimulatedBalance balance)
{
    private volatile SimulatedBalance _balance = balance;

    public SimulatedBalance Balance
    {
        get => _balance;
        set => _balance = value;
    }
}
