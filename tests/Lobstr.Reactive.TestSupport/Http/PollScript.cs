using System.Reactive.Concurrency;

namespace Lobstr.Reactive.TestSupport;

/// <summary>
/// A poll function for <see cref="UploadStatusObservable.Create"/> that answers from a script in virtual time and enters each
/// call, each cancellation and each overlap into the transcript. A call beyond the script's end throws.
/// </summary>
public sealed class PollScript(IScheduler scheduler, Transcript transcript, string name = "")
{
    private readonly string _prefix = name.Length == 0 ? "" : name + " ";
    private readonly Queue<Reply<UploadStatus>> _replies = new();
    private Reply<UploadStatus>? _last;
    private bool _isForever;
    private int _underWay;

    /// <summary>The id of the upload that the script talks about.</summary>
    public const string Id = "up-1";

    /// <summary>How many calls there were.</summary>
    public int Calls { get; private set; }

    /// <summary>Called inside each call, before it is answered.</summary>
    public Action? WhenCalled { get; set; }

    /// <summary>A status of the script's upload.</summary>
    public static UploadStatus Status(UploadState state, UploadMeta? meta = null) => new() { Id = Id, State = state, Meta = meta };

    public PollScript Answers(UploadState state, double after = 0) => Answers(Status(state), after);

    public PollScript Answers(UploadStatus status, double after = 0) => Add(new(() => status, TimeSpan.FromSeconds(after)));

    /// <summary>Answers with a task that faults.</summary>
    public PollScript Fails(Exception fault, double after = 0) => Add(new(() => throw fault, TimeSpan.FromSeconds(after)));

    /// <summary>Throws from the call itself.</summary>
    public PollScript Throws(Exception fault) => Add(new(() => throw fault, TimeSpan.Zero) { ThrowsAtOnce = true });

    /// <summary>Is answered by nothing but a cancellation.</summary>
    public PollScript HangsUntilCancelled() => Add(new(() => throw new NotSupportedException(), Latency: null));

    /// <summary>The reply before this one ignores cancellations.</summary>
    public PollScript Stubbornly() => Change(reply => reply with { IsStubborn = true });

    /// <summary>The reply before this one completes under whatever synchronization context is current.</summary>
    public PollScript InAnyContext() => Change(reply => reply with { KeepsContext = true });

    /// <summary>The reply before this one is given so many times in all.</summary>
    public PollScript Times(int count)
    {
        for (int i = 1; i < count; i++)
            _replies.Enqueue(_last!);
        return this;
    }

    /// <summary>The last reply of the script is given again and again.</summary>
    public void Forever() => _isForever = true;

    /// <summary>The poll function.</summary>
    public Task<UploadStatus> Poll(CancellationToken cancellationToken)
    {
        Calls++;
        transcript.Add($"{_prefix}poll");
        if (Interlocked.Increment(ref _underWay) > 1)
            transcript.Add($"{_prefix}VIOLATION: polls overlap");
        WhenCalled?.Invoke();
        return Next().Give(
            scheduler,
            onCancelled: () => transcript.Add($"{_prefix}cancelled"),
            onEnded: () => Interlocked.Decrement(ref _underWay),
            cancellationToken);
    }

    private Reply<UploadStatus> Next() =>
        _replies.TryDequeue(out Reply<UploadStatus>? reply) ? reply
        : _isForever ? _last!
        : throw new NotSupportedException("The script of the test is over, and there was one more poll.");

    private PollScript Add(Reply<UploadStatus> reply)
    {
        _last = reply;
        _replies.Enqueue(reply);
        return this;
    }

    private PollScript Change(Func<Reply<UploadStatus>, Reply<UploadStatus>> change)
    {
        Reply<UploadStatus>[] replies = [.. _replies];
        replies[^1] = _last = change(replies[^1]);
        _replies.Clear();
        foreach (Reply<UploadStatus> reply in replies)
            _replies.Enqueue(reply);
        return this;
    }
}
