namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What the dashboard is told: section <c>Dashboard</c> of the configuration, or the command line.</summary>
internal sealed class DashboardOptions
{
    /// <summary>The file that tracked uploads are kept in; default: <c>uploads.db</c>, and none on the simulated service, which forgets as well.</summary>
    public string? Database { get; set; }

    /// <summary>The largest file that is taken, in bytes; default: 100 MiB.</summary>
    public long MaxFileBytes { get; set; } = 100L << 20;

    /// <summary>How often the budget is looked at; no request is sent for it.</summary>
    public TimeSpan BudgetInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a stream to a browser is silent before it says that it is still there.</summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(15);
}
