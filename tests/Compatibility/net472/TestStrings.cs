namespace System;

/// <summary>What strings can do on newer runtimes, and only tests need.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal static class TestStrings
{
    extension(string)
    {
        public static string Join(char separator, IEnumerable<string> values) => string.Join(separator.ToString(), values);
    }
}
