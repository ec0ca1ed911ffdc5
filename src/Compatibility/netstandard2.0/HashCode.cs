namespace System;

/// <summary>Makes one hash code of several.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal static class HashCode
{
    public static int Combine<T1, T2, T3>(T1 one, T2 two, T3 three) => (one, two, three).GetHashCode();

    public static int Combine<T1, T2, T3, T4>(T1 one, T2 two, T3 three, T4 four) => (one, two, three, four).GetHashCode();
}
