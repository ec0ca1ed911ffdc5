using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lobstr.Reactive.Hosting;

/// <summary>Tells what an account's client and whatever else belongs to its health have seen.</summary>
internal sealed class LobstrHealthCheck(Account account, IEnumerable<IHealthSource> sources, TimeSpan maxSilence) : IHealthCheck
{
    public static LobstrHealthCheck Create(IServiceProvider services, string account, TimeSpan maxSilence) => new(
        services.GetRequiredKeyedService<Account>(account), services.GetKeyedServices<IHealthSource>(account), maxSilence);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool isRetrying = sources.Any(source => source.IsRetrying);
        HealthProblem[] problems = [.. account.Health.FindProblems(maxSilence, isRetrying), .. sources.SelectMany(source => source.Problems)];
        string description = string.Join(' ', problems.Select(problem => problem.Description));
        return Task.FromResult(
            Array.Exists(problems, problem => problem.IsFailure) ? new HealthCheckResult(context.Registration.FailureStatus, description)
            : problems.Length > 0 ? HealthCheckResult.Degraded(description)
            : HealthCheckResult.Healthy());
    }
}
