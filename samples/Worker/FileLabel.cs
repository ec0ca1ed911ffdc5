using System.Globalization;

namespace Lobstr.Reactive.Samples.Worker;

/// <summary>
/// The label of a tracked file: which file it is, and which run of its squid was the newest before it was sent. So nothing but the label
/// is needed to know a file again after a restart, and a run that was started for it; and no clock.
/// </summary>
internal static class FileLabel
{
    private const string Before = ", after run ";
    private const string NoRun = "none";

    /// <summary>The name and the time of a file say which it is, also after a restart.</summary>
    public static string NameOf(FileInfo file) => string.Create(CultureInfo.InvariantCulture, $"{file.Name} of {file.LastWriteTimeUtc:O}");

    public static string Create(string name, Run? newest) => $"{name}{Before}{newest?.Id ?? NoRun}";

    public static bool IsOf(string? label, string name) => label?.StartsWith(name + Before, StringComparison.Ordinal) == true;

    /// <summary>Whether a run of the squid has begun since the file was sent: that is its own.</summary>
    public static bool IsOwnRun(string? label, Run? newest) => label?.EndsWith(Before + (newest?.Id ?? NoRun), StringComparison.Ordinal) == false;
}
