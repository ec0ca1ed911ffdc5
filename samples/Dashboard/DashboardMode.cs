namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What the dashboard shows.</summary>
/// <param name="IsDemo">A service that is simulated in this very process.</param>
internal sealed record DashboardMode(bool IsDemo);
