using Lobstr.Reactive;

namespace TestingYourApp;

/// <summary>What the user sees of an import.</summary>
public abstract record ImportStep
{
    private ImportStep()
    {
    }

    public sealed record Uploading(UploadStatus Status) : ImportStep
    {
        public override string ToString() => $"upload {Status.State}";
    }

    public sealed record ManyInvalidRows(long Invalid, long Rows) : ImportStep
    {
        public override string ToString() => $"{Invalid} of {Rows} rows are invalid";
    }

    public sealed record RunStarted(Run Run) : ImportStep
    {
        public override string ToString() => "run started";
    }
}
