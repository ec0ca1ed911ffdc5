namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>What a browser is told of a run that has been started.</summary>
/// <param name="RunId">Its id.</param>
internal sealed record StartedRun(string RunId);
