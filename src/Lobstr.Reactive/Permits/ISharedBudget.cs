namespace Lobstr.Reactive;

/// <summary>
/// A request budget that several clients with one API key share, so that all of them together are one client to the service:
/// <see cref="InMemorySharedBudget"/> within one process, <c>RedisSharedBudget</c> (the package Lobstr.Reactive.Redis) across machines, or one of your own.
/// Set as <see cref="LobstrClientOptions.SharedBudget"/>.
/// </summary>
/// <remarks>
/// <para>
/// A client asks for a permit when its own budget would let a request go, for one request of a family at a time, and chooses which of its requests is sent when
/// the permit is there. It returns each permit once, when the request has ended. Two calls a request, then, and one more for each wait.
/// </para>
/// <para>
/// A call that fails, or has no outcome after five seconds on the client's scheduler, is an outage: the client goes on within
/// a part of the cap (see <see cref="FallbackShare"/>), says so (<see cref="SharedBudgetLost"/>), asks again after a growing delay,
/// and comes back by itself (<see cref="SharedBudgetRegained"/>). No watch ends for it.
/// </para>
/// <para>Calls come from any thread, several at a time, and must not block. Members may be added in minor versions.</para>
/// </remarks>
public interface ISharedBudget
{
    /// <summary>
    /// The most of a cap that a client takes while this is out of reach, more than 0 and at most 1: it is the cap divided by the
    /// clients that were last seen, or this part of it if that is less. At least one request a window.
    /// </summary>
    double FallbackShare { get; }

    /// <summary>Asks for a permit to send one request.</summary>
    /// <param name="request">Who asks, and for what.</param>
    /// <param name="cancellationToken">Cancelled when the client is disposed.</param>
    /// <returns>
    /// A permit; or none yet, and when to ask again. Whoever is told to wait has its place kept for it until then, by how long it has been
    /// waiting: it asks again at that instant, or says that it wants none any more (<see cref="ReleaseAsync"/> without a permit).
    /// </returns>
    ValueTask<SharedPermit> AcquireAsync(SharedPermitRequest request, CancellationToken cancellationToken);

    /// <summary>Returns a permit, with what the service answered; or says that a client which was told to wait wants none any more.</summary>
    /// <param name="release">What comes back.</param>
    /// <param name="cancellationToken">Never cancelled: a permit comes back also when its client is disposed.</param>
    ValueTask ReleaseAsync(SharedPermitRelease release, CancellationToken cancellationToken);
}
