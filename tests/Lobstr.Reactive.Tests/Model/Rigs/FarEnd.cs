using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests.Model;

/// <summary>Gives the answers of a script one by one in virtual time, and enters each poll and each cancellation into a journal.</summary>
public sealed class FarEnd(Script script, IScheduler scheduler, Journal wire)
{
    private int _polls;

    public Task<T> Ask<T>(Func<Reply, int, T> answer, CancellationToken cancellationToken)
    {
        wire.Add("poll");
        int poll = _polls++;
        Reply reply = script[poll];
        if (reply.IsImmediate)
            return reply.Said is Said.NullTask ? null! : throw Thrown(reply, poll)!;
        if (reply.Wait == TimeSpan.Zero)
            return Answer(answer, reply, poll);

        TaskCompletionSource<T> source = new();
        CancellationTokenRegistration registration = cancellationToken.Register(() =>
        {
            wire.Add("cancelled");
            if (!reply.IsStubborn)
                source.TrySetCanceled(cancellationToken);
        });
        if (reply.Wait is { } wait)
        {
            scheduler.Schedule(wait, () =>
            {
                registration.Dispose();
                HostileSynchronizationContext.RunWithNone(() =>
                {
                    if (!source.Task.IsCompleted)
                        source.SetFromTask(Answer(answer, reply, poll));
                });
            });
        }

        return source.Task;
    }

    /// <summary>The exception that a script's answer is made of; null where it is an answer of the service.</summary>
    private static Exception? Thrown(Reply reply, int poll) => reply.Said switch
    {
        Said.ConnectionLost => new HttpRequestException($"#{poll}"),
        Said.Http503Exception => new HttpRequestException($"#{poll}", null, System.Net.HttpStatusCode.ServiceUnavailable),
        Said.Http400Exception => new HttpRequestException($"#{poll}", null, System.Net.HttpStatusCode.BadRequest),
        Said.Http429Exception => new HttpRequestException($"#{poll}", null, System.Net.HttpStatusCode.TooManyRequests),
        Said.Http404Exception => new HttpRequestException($"#{poll}", null, System.Net.HttpStatusCode.NotFound),
        Said.BrokenStream or Said.ThrowsTransient => new IOException($"#{poll}"),
        Said.TimedOut => new TimeoutException($"#{poll}"),
        Said.ProgrammingError or Said.ThrowsHopeless => new ScriptedException($"#{poll}"),
        _ => null,
    };

    private static Task<T> Answer<T>(Func<Reply, int, T> answer, Reply reply, int poll)
    {
        if (reply.Said is Said.CancelledByAStranger)
            return Task.FromCanceled<T>(new CancellationToken(canceled: true));
        if (Thrown(reply, poll) is { } fault)
            return Task.FromException<T>(fault);
        try
        {
            return Task.FromResult(answer(reply, poll));
        }
        catch (LobstrException error)
        {
            return Task.FromException<T>(error);
        }
    }
}
