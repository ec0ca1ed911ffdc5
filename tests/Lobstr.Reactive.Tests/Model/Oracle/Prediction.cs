namespace Lobstr.Reactive.Tests.Model;

/// <summary>
/// The whole life of a script by the promises: a straight line through virtual time, from poll to poll. Every answer goes to every
/// watch that is there; each says when it would ask again, and the first of them is who asks.
/// </summary>
public static class Prediction
{
    /// <summary>Nobody looks beyond.</summary>
    public static readonly TimeSpan Horizon = TimeSpan.FromHours(4);

    private static readonly TimeSpan LastPollOfCreate = TimeSpan.FromSeconds(30);

    public static string Of(Script script, bool throughClient)
    {
        Expected wire = new();
        ExpectedPauses pauses = new(isService: throughClient);
        ExpectedWatch[] watches = [.. script.Watches.Select(spec => new ExpectedWatch(spec, pauses))];

        for (int poll = 0; watches.Any(watch => !watch.HasEnded);)
        {
            ExpectedWatch[] alive = [.. watches.Where(watch => !watch.HasEnded)];
            TimeSpan due = alive.Min(watch => watch.Due);
            TimeSpan sent = pauses.MayBeSent(due);
            if (sent > Horizon)
                sent = Horizon;
            if (EndBefore(alive, sent))
                continue;
            if (sent == Horizon)
                break;

            wire.Add(sent, "poll");
            pauses.Send(sent, due);
            Reply reply = script[poll];
            TimeSpan answered = reply.Wait is { } wait ? sent + wait : TimeSpan.MaxValue;
            TimeSpan givenUp = throughClient ? sent + WatchSpec.Ms(script.RequestTimeout)
                : alive[0].IsLast(sent) ? sent + LastPollOfCreate
                : TimeSpan.MaxValue;
            TimeSpan end = answered < givenUp ? answered : givenUp;
            TimeSpan wanted = WantedUntil(alive, sent, end);
            if (wanted >= Horizon)
                break;
            if (end > wanted || end == givenUp)
                wire.Add(wanted, "cancelled");
            EndDuring(alive, sent, wanted);

            // Without an answer there is nothing to hear, unless the wait for it was what ended.
            if (end == wanted)
            {
                Meaning meaning = end == givenUp ? Meaning.TimedOut : Meaning.Of(reply, poll);
                TimeSpan floor = end == givenUp ? TimeSpan.Zero : pauses.Read(reply, meaning.Outcome, end);
                foreach (ExpectedWatch watch in alive.Where(watch => !watch.HasEnded && watch.Start <= end))
                    watch.Hear(meaning, end, floor, watch.IsLast(sent));
            }

            poll++;
        }

        return Describe(wire, script, watches);
    }

    private static string Describe(Expected wire, Script script, IReadOnlyList<ExpectedWatch> watches) => string.Join('\n',
    [
        $"{wire}",
        .. watches.Select((watch, i) => $"watch {(char)('A' + i)}\n{watch.Seen.With(script.Watches[i].DisposeAt)}"),
    ]);

    // Deadlines and disposals while nothing is under way: a pause of the budget is all that can hold a poll beyond a deadline.
    private static bool EndBefore(ExpectedWatch[] alive, TimeSpan sent)
    {
        foreach (ExpectedWatch watch in alive)
        {
            if (watch.DisposedAt < sent && !(watch.Deadline < watch.DisposedAt))
                watch.Leave();
            else if (watch.GivesUpUnsentAt < sent)
                watch.TimeOut(watch.GivesUpUnsentAt.Value);
        }

        return alive.Any(watch => watch.HasEnded);
    }

    private static void EndDuring(ExpectedWatch[] alive, TimeSpan sent, TimeSpan end)
    {
        foreach (ExpectedWatch watch in alive.Where(watch => LeavesAt(watch, sent) <= end && LeavesAt(watch, sent) != TimeSpan.MaxValue))
        {
            if (watch.DisposedAt == LeavesAt(watch, sent))
                watch.Leave();
            else
                watch.TimeOut(watch.Deadline!.Value);
        }
    }

    // Until the last of those who are there, or come while it is under way, has left.
    private static TimeSpan WantedUntil(ExpectedWatch[] alive, TimeSpan sent, TimeSpan end)
    {
        TimeSpan until = sent;
        foreach (ExpectedWatch watch in alive.OrderBy(watch => watch.Start).Where(watch => watch.Start <= end))
        {
            if (watch.Start <= until && LeavesAt(watch, sent) > until)
                until = LeavesAt(watch, sent);
        }

        return until < end ? until : end;
    }

    private static TimeSpan LeavesAt(ExpectedWatch watch, TimeSpan sent) =>
        watch.GivesUpAt(sent) < watch.DisposedAt ? watch.GivesUpAt(sent) : watch.DisposedAt;
}
