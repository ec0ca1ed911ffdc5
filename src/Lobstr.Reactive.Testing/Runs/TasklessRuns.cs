namespace Lobstr.Reactive.Testing;

/// <summary>What becomes of the start of a squid without tasks; the documentation says the last two.</summary>
public enum TasklessRuns
{
    /// <summary>It starts, and lives as any other.</summary>
    LiveAsOthers,

    /// <summary>It starts, is done at once and finds nothing, unless it has a script of its own.</summary>
    EndAtOnce,

    /// <summary>It does not start: <see cref="RunRefusal.NoTasksPresent"/>.</summary>
    AreRefused,
}
