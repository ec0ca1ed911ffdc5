using Lobstr.Reactive.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the health of accounts of lobstr.io.</summary>
public static class LobstrHealthChecksBuilderExtensions
{
    private static readonly TimeSpan DefaultMaxSilence = TimeSpan.FromMinutes(5);

    /// <summary>Adds the health of one account, which sends no request: it tells what the account's own requests have met with.</summary>
    /// <remarks>
    /// <para>
    /// <b>For readiness, not for liveness.</b> As a liveness probe it would restart the program for ever over a wrong key or a service that
    /// is down: neither gets better by a restart.
    /// </para>
    /// <list type="table">
    /// <listheader><term>status</term><description>when</description></listheader>
    /// <item><term>Healthy</term><description>nothing of the following; an idle client, too</description></item>
    /// <item><term>Degraded</term><description>the service has asked to pause, something is being retried, or the shared budget is out of reach</description></item>
    /// <item>
    /// <term><paramref name="failureStatus"/></term>
    /// <description>
    /// after a 401, until an answer is good again (a 403 about one squid is no refused key); or when something has been due for
    /// <paramref name="maxSilence"/> without a good answer, a pause included
    /// </description>
    /// </item>
    /// </list>
    /// </remarks>
    /// <param name="builder">Where.</param>
    /// <param name="account">The name of <c>AddKeyedLobstr</c>; default null: the account of <c>AddLobstr</c>.</param>
    /// <param name="name">What the check is called; default: <c>lobstr</c>, or <c>lobstr:{account}</c>.</param>
    /// <param name="failureStatus">What a failure is told as; default <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to filter checks by, such as <c>ready</c>; default none.</param>
    /// <param name="maxSilence">How long something may be due without a good answer; more than zero; default 5 min. Counts on the client's scheduler.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxSilence"/> is not more than zero.</exception>
    public static IHealthChecksBuilder AddLobstr(
        this IHealthChecksBuilder builder,
        string? account = null,
        string? name = null,
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? maxSilence = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        TimeSpan silence = maxSilence ?? DefaultMaxSilence;
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(silence, TimeSpan.Zero, nameof(maxSilence));
        return builder.Add(new HealthCheckRegistration(
            name ?? (account is null ? "lobstr" : $"lobstr:{account}"),
            services => LobstrHealthCheck.Create(services, account ?? "", silence),
            failureStatus,
            tags));
    }
}
