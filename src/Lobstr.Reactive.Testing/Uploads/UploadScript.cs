namespace Lobstr.Reactive.Testing;

/// <summary>What an upload goes through, from when it is added or its file has arrived. Immutable; can be used again.</summary>
/// <example>
/// <code>
/// UploadScript.Pending(TimeSpan.FromSeconds(3)).Progress(TimeSpan.FromSeconds(40)).Succeeds(new UploadMeta { Valid = 8, Inserted = 8 })
/// </code>
/// </example>
/// <remarks>
/// The service answers 202 until the state is SUCCESS or FAILURE, 200 from then on, and 404 while it knows no such upload.
/// </remarks>
public sealed class UploadScript
{
    internal const string Success = "SUCCESS";
    internal const string Failure = "FAILURE";

    private readonly UploadStep[] _steps;

    internal UploadScript(UploadStep[] steps) => _steps = steps;

    /// <summary>An upload that the service never knows: always 404.</summary>
    public static UploadScript NeverFound { get; } = UploadScriptBuilder.Empty.Vanishes();

    /// <summary>First, the upload is queued.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public static UploadScriptBuilder Pending(TimeSpan duration) => UploadScriptBuilder.Empty.Pending(duration);

    /// <summary>First, the upload is being processed.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <param name="meta">The counts so far; default: none yet.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public static UploadScriptBuilder Progress(TimeSpan duration, UploadMeta? meta = null) =>
        UploadScriptBuilder.Empty.Progress(duration, meta);

    /// <summary>First, the upload is in a state of this name, known or not.</summary>
    /// <param name="state">The state as the service writes it.</param>
    /// <param name="duration">For how long; zero or more.</param>
    /// <param name="meta">The counts; default: none.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public static UploadScriptBuilder State(string state, TimeSpan duration, UploadMeta? meta = null) =>
        UploadScriptBuilder.Empty.State(state, duration, meta);

    /// <summary>First, the service knows no such upload.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public static UploadScriptBuilder NotFound(TimeSpan duration) => UploadScriptBuilder.Empty.NotFound(duration);

    /// <summary>The upload has succeeded from the start, with the counts of its file (zeros if it has none).</summary>
    /// <returns>The script.</returns>
    public static UploadScript Succeeds() => UploadScriptBuilder.Empty.Succeeds();

    /// <summary>The upload has succeeded from the start.</summary>
    /// <param name="meta">The counts; null: none.</param>
    /// <returns>The script.</returns>
    public static UploadScript Succeeds(UploadMeta? meta) => UploadScriptBuilder.Empty.Succeeds(meta);

    /// <summary>The upload has failed from the start.</summary>
    /// <param name="meta">The counts; default: none.</param>
    /// <returns>The script.</returns>
    public static UploadScript Fails(UploadMeta? meta = null) => UploadScriptBuilder.Empty.Fails(meta);

    /// <summary>The upload is queued and stays so.</summary>
    /// <returns>The script.</returns>
    public static UploadScript StaysPending() => UploadScriptBuilder.Empty.StaysPending();

    /// <summary>The upload is being processed and stays so.</summary>
    /// <param name="meta">The counts so far; default: none.</param>
    /// <returns>The script.</returns>
    public static UploadScript StaysInProgress(UploadMeta? meta = null) => UploadScriptBuilder.Empty.StaysInProgress(meta);

    /// <summary>The life of a file that nothing else is said about.</summary>
    /// <param name="upload">The file.</param>
    /// <returns>
    /// <see cref="Typical(TimeSpan, UploadMeta)"/> with the file's counts. It lasts 6 s and a tenth of the square root of the
    /// rows in seconds: 400 rows take 8 s, a million 106 s.
    /// </returns>
    public static UploadScript Typical(ReceivedUpload upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        double milliseconds = 6_000 + Math.Round(100 * Math.Sqrt(upload.RowCount));
        return Typical(TimeSpan.FromMilliseconds(milliseconds), upload.Meta);
    }

    /// <summary>
    /// A life that goes well: an eighth of the time pending, a half in progress without counts, three eighths in progress
    /// with the counts of the first half of the file, then success.
    /// </summary>
    /// <param name="duration">How long until success; zero or more.</param>
    /// <param name="meta">The counts in the end.</param>
    /// <returns>The script.</returns>
    public static UploadScript Typical(TimeSpan duration, UploadMeta meta)
    {
        ArgumentNullException.ThrowIfNull(meta);
        var half = new UploadMeta
        {
            Valid = (meta.Inserted / 2) + (meta.Duplicates / 2),
            Inserted = meta.Inserted / 2,
            Duplicates = meta.Duplicates / 2,
            Invalid = meta.Invalid / 2,
        };
        return Pending(duration / 8).Progress(duration / 2).Progress(duration * 3 / 8, half).Succeeds(meta);
    }

    /// <summary>The story in a line.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() =>
        string.Join(", ", _steps.Select(step => $"{step.State ?? "not found"} from {step.Start}"));

    internal int IndexAt(TimeSpan elapsed)
    {
        int index = _steps.Length - 1;
        while (index > 0 && _steps[index].Start > elapsed) index--;
        return index;
    }

    internal IReadOnlyList<UploadStep> Steps => _steps;
}
