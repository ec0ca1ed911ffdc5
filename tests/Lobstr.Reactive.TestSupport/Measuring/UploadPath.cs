namespace Lobstr.Reactive.TestSupport;

/// <summary>The upload that is asked about.</summary>
public static class UploadPath
{
    public const string Id = "427a7bfc54cf4ce483d83ba23425164b";

    public static Uri Of(Uri baseAddress, string id = Id) => new(baseAddress, "tasks/upload/" + id);
}
