namespace Lobstr.Reactive.TrackedProgram;

/// <summary>What the command line says: the address of the service, its key, a folder, which start of the program it is, and whether it sends.</summary>
internal sealed record ProgramArguments(Uri BaseAddress, string ApiKey, string Folder, int Generation, bool Sends);
