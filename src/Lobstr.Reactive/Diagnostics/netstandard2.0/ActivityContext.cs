namespace System.Diagnostics;

/// <summary>Stands where a trace's context would; see <see cref="Activity"/>.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal readonly struct ActivityContext;
