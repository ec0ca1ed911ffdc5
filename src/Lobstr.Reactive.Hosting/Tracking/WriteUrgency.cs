namespace Lobstr.Reactive.Hosting;

/// <summary>When a record is written.</summary>
internal enum WriteUrgency
{
    /// <summary>With others, within a second: a poll would bring it again.</summary>
    Soon,

    /// <summary>At once, unless the store has failed: then with the next try.</summary>
    Prompt,

    /// <summary>At once, also if the store has just failed: somebody waits for the answer.</summary>
    Immediate,
}
