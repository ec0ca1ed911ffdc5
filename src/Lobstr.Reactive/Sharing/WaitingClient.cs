namespace Lobstr.Reactive;

/// <summary>A client that has been told when to ask again.</summary>
/// <param name="Client">Its name.</param>
/// <param name="Since">Since when it has been waiting: the earliest is first.</param>
/// <param name="Comes">When it will ask again.</param>
internal sealed record WaitingClient(string Client, TimeSpan Since, TimeSpan Comes);
