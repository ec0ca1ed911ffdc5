namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What there is to be shown.</summary>
internal enum FeedKind
{
    /// <summary>What the server says of itself.</summary>
    Server,

    /// <summary>A squid, by its id.</summary>
    Squid,

    /// <summary>A tracked upload, by its tracking id.</summary>
    Upload,

    /// <summary>A run, by its id.</summary>
    Run,

    /// <summary>When an upload or a run was last asked for, by the service's id.</summary>
    Asked,

    /// <summary>A request budget, by its family.</summary>
    Budget,
}
