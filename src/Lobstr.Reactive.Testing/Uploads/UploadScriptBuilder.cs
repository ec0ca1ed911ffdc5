namespace Lobstr.Reactive.Testing;

/// <summary>The beginning of an <see cref="UploadScript"/>: what happens next, or how it ends. Immutable; can be used again.</summary>
public sealed class UploadScriptBuilder
{
    private readonly UploadStep[] _steps;
    private readonly TimeSpan _end;

    private UploadScriptBuilder(UploadStep[] steps, TimeSpan end)
    {
        _steps = steps;
        _end = end;
    }

    internal static UploadScriptBuilder Empty { get; } = new([], TimeSpan.Zero);

    /// <summary>Then the upload is queued.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public UploadScriptBuilder Pending(TimeSpan duration) => State("PENDING", duration);

    /// <summary>Then it is being processed.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <param name="meta">The counts so far; default: none yet.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public UploadScriptBuilder Progress(TimeSpan duration, UploadMeta? meta = null) => State("PROGRESS", duration, meta);

    /// <summary>Then it is in a state of this name, known or not.</summary>
    /// <param name="state">The state as the service writes it.</param>
    /// <param name="duration">For how long; zero or more.</param>
    /// <param name="meta">The counts; default: none.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public UploadScriptBuilder State(string state, TimeSpan duration, UploadMeta? meta = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return For(duration, state, meta);
    }

    /// <summary>Then the service knows no such upload.</summary>
    /// <param name="duration">For how long; zero or more.</param>
    /// <returns>The script so far.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The script would go backwards in time.</exception>
    public UploadScriptBuilder NotFound(TimeSpan duration) => For(duration, state: null, meta: null);

    /// <summary>In the end it has succeeded, with the counts of its file (zeros if it has none).</summary>
    /// <returns>The script.</returns>
    public UploadScript Succeeds() => End(new UploadStep(UploadScript.Success, _end, Meta: null, CountsOfFile: true));

    /// <summary>In the end it has succeeded.</summary>
    /// <param name="meta">The counts; null: none.</param>
    /// <returns>The script.</returns>
    public UploadScript Succeeds(UploadMeta? meta) => End(new UploadStep(UploadScript.Success, _end, meta));

    /// <summary>In the end it has failed.</summary>
    /// <param name="meta">The counts; default: none.</param>
    /// <returns>The script.</returns>
    public UploadScript Fails(UploadMeta? meta = null) => End(new UploadStep(UploadScript.Failure, _end, meta));

    /// <summary>In the end it is queued and stays so: it never ends.</summary>
    /// <returns>The script.</returns>
    public UploadScript StaysPending() => StaysIn("PENDING");

    /// <summary>In the end it is being processed and stays so: it never ends.</summary>
    /// <param name="meta">The counts; default: none.</param>
    /// <returns>The script.</returns>
    public UploadScript StaysInProgress(UploadMeta? meta = null) => StaysIn("PROGRESS", meta);

    /// <summary>In the end it is in a state of this name, known or not, and stays so.</summary>
    /// <param name="state">The state as the service writes it.</param>
    /// <param name="meta">The counts; default: none.</param>
    /// <returns>The script.</returns>
    public UploadScript StaysIn(string state, UploadMeta? meta = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return End(new UploadStep(state, _end, meta));
    }

    /// <summary>In the end the service knows it no longer: 404.</summary>
    /// <returns>The script.</returns>
    public UploadScript Vanishes() => End(new UploadStep(State: null, _end, Meta: null));

    private UploadScriptBuilder For(TimeSpan duration, string? state, UploadMeta? meta)
    {
        if (duration < TimeSpan.Zero || duration > TimeSpan.MaxValue - _end)
        {
            string what = duration < TimeSpan.Zero ? "would go backwards in time" : "would last longer than a TimeSpan can";
            throw new ArgumentOutOfRangeException(
                nameof(duration), duration,
                $"The script {what}: {state ?? "not found"} begins at {_end} and would last {duration}. Durations are from step to step.");
        }

        return new UploadScriptBuilder([.. _steps, new UploadStep(state, _end, meta)], _end + duration);
    }

    private UploadScript End(UploadStep last) => new([.. _steps, last]);
}
