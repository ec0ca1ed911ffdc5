namespace Lobstr.Reactive.Hosting;

/// <summary>What else an account's health depends on. Registered as a keyed service under the account's name; any number of them.</summary>
internal interface IHealthSource
{
    /// <summary>What keeps the account from being healthy at the moment. Called on any thread; asks nothing.</summary>
    IEnumerable<HealthProblem> Problems { get; }

    /// <summary>Whether something of it is due that has failed, and waits until it asks the service again. Called as <see cref="Problems"/> is.</summary>
    bool IsRetrying { get; }
}
