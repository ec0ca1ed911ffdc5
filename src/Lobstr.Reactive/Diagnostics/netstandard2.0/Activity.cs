namespace System.Diagnostics;

/// <summary>
/// Stands where a trace would: .NET Standard has none without a package that the library does not depend on. There is never a
/// current one.
/// </summary>
[Microsoft.CodeAnalysis.Embedded]
internal sealed class Activity
{
    private Activity()
    {
    }

    public static Activity? Current { get; set; }

    public ActivityContext Context { get; }

    public Activity SetTag(string key, object? value) => this;
}
