namespace System.Diagnostics.CodeAnalysis;

/// <summary>Says that there is no null after a call.</summary>
[Microsoft.CodeAnalysis.Embedded]
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class NotNullAttribute : Attribute;
