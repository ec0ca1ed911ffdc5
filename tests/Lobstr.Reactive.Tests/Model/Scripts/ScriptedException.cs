namespace Lobstr.Reactive.Tests.Model;

/// <summary>What a script throws where it is asked to throw something that nobody expects.</summary>
public sealed class ScriptedException(string message) : Exception(message);
