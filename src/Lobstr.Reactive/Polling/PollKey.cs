namespace Lobstr.Reactive;

/// <summary>What a poll is about: watches of the same share its answers.</summary>
/// <param name="Polls">The polls of one kind, by id. Guarded by turns of the queue.</param>
/// <param name="Id">Which of them.</param>
internal readonly record struct PollKey(Dictionary<string, Poll> Polls, string Id)
{
    public Poll? Find() => Polls.GetValueOrDefault(Id);
}
