using System.Globalization;

namespace Lobstr.Reactive.Samples.Common;

/// <summary>Uploads as people read them.</summary>
public static class UploadText
{
    /// <summary>Writes a status on one line, with the counts where there are any.</summary>
    public static string Describe(UploadStatus status) =>
        status.Meta is not { } meta
            ? status.RawState
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{status.RawState}  valid {meta.Valid}, inserted {meta.Inserted}, duplicates {meta.Duplicates}, invalid {meta.Invalid}");

    /// <summary>Writes <c>1,234</c>, and a dash for what is not known yet.</summary>
    public static string Number(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
