namespace System.Diagnostics.CodeAnalysis;

/// <summary>Marks a constructor after which nothing needs to be set.</summary>
[Microsoft.CodeAnalysis.Embedded]
[AttributeUsage(AttributeTargets.Constructor)]
internal sealed class SetsRequiredMembersAttribute : Attribute;
