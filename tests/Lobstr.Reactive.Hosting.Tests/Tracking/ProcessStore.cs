using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>A store as one process sees it: it can fail, take its time, and be cut off when the process dies.</summary>
internal sealed class ProcessStore(IUploadStore inner, Transcript transcript) : IUploadStore
{
    /// <summary>What each access fails with; null: it does not.</summary>
    public Func<Exception>? Fault { get; set; }

    /// <summary>What a write waits for; null: nothing.</summary>
    public Func<Task>? Wait { get; set; }

    /// <summary>What a read waits for; null: nothing.</summary>
    public Func<Task>? WaitToRead { get; set; }

    /// <summary>Whether a write that fails has written all the same.</summary>
    public bool WritesBeforeItFails { get; set; }

    /// <summary>Whether the process is dead: nothing of it arrives any more.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>Whether writes go into the transcript.</summary>
    public bool IsTold { get; set; }

    /// <summary>How many records each write had.</summary>
    public List<int> Batches { get; } = [];

    public async Task<IReadOnlyList<StoredUpload>> ReadAsync(string account, CancellationToken cancellationToken)
    {
        if (WaitToRead is not null)
            await WaitToRead().ConfigureAwait(false);
        return Fault is null ? await inner.ReadAsync(account, cancellationToken).ConfigureAwait(false) : throw Fault();
    }

    public async Task WriteAsync(string account, IReadOnlyList<StoredUpload> batch, CancellationToken cancellationToken)
    {
        Batches.Add(batch.Count);
        if (Wait is not null)
            await Wait().ConfigureAwait(false);
        if (IsCutOff)
            await new TaskCompletionSource().Task.ConfigureAwait(false);
        if (Fault is null || WritesBeforeItFails)
            await inner.WriteAsync(account, batch, cancellationToken).ConfigureAwait(false);
        if (Fault is not null)
        {
            transcript.Add("store fails");
            throw Fault();
        }
        if (!IsTold)
            return;
        foreach (StoredUpload record in batch)
            transcript.Add(record.Content is null ? "store deletes" : $"store {Describe(record)}");
    }

    private static string Describe(StoredUpload record)
    {
        EntryState state = StoredContentJson.Read(record.TrackingId, record.Content!);
        return state.Upload.IsHandled ? $"{state.Upload.State}, handled" : state.Upload.State.ToString();
    }
}
