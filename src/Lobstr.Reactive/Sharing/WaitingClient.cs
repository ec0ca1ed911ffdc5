namespace Lobstr.Reactive;

/// <summary>A client that has been told when to ask again.</summary>
/// <param name="Client">Its name.</param>
/// <param name="Since">Since when it has been waiting: the earliest is first.</param>
/// <param name="Due">How many of its requests are due.</param>
/// <param name="Comes">When it will ask again.</param>
internal sealed record WaitingClient(string Client, TimeSpan Since, int Due, TimeSpan Comes)
{
    /// <summary>How many of its requests have been due for longer than another one's, if they became due one after another.</summary>
    /// <param name="since">Since when the other one has been due, later than this one.</param>
    /// <param name="now">The instant that it is.</param>
    public double Before(TimeSpan since, TimeSpan now) =>
        1 + (Math.Max(0, Due - 1) * Math.Min(1, (since - Since) / Clock.Max(TimeSpan.FromTicks(1), now - Since)));
}
