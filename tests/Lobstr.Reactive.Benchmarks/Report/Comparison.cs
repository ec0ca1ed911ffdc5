namespace Lobstr.Reactive.Benchmarks;

/// <summary>Measures everything and makes the rows of the table.</summary>
internal static class Comparison
{
    public static IReadOnlyList<Row> Measure()
    {
        List<Row> rows = [.. Fleet(FleetRounds.Measure()), .. Http(HttpRounds.Measure())];
        rows.Add(AtRest());
        rows.AddRange(Micro(MicroRun.Measure()));
        return [.. rows, Lag(100), Lag(500), Lag(2_000)];
    }

    private static IEnumerable<Row> Fleet(IReadOnlyDictionary<string, FleetCost> costs)
    {
        (FleetCost raw, FleetCost byHand, FleetCost rx) = (costs[FleetProcess.Raw], costs[FleetProcess.Hand], costs[FleetProcess.Rx]);
        (FleetCost ours, FleetCost oursWithHttpClient) = (costs[FleetProcess.Ours], costs[FleetProcess.OursWithHttpClient]);
        yield return Of("fleet of 100, CPU us a poll", cost => cost.Cpu / 1000, ours, 1.3);
        yield return Of("the same, with the caller's HttpClient", cost => cost.Cpu / 1000, oursWithHttpClient, 1.3);
        yield return Of("fleet of 100, bytes a poll", cost => cost.Bytes, ours, 1.05);
        yield return Of("the same, with the caller's HttpClient", cost => cost.Bytes, oursWithHttpClient, 1.05);
        yield return new(
            "fleet of 100, context switches a poll", raw.Switches, byHand.Switches, rx.Switches, ours.Switches, ours.Switches / raw.Switches,
            "raw + 2", ours.Switches <= raw.Switches + 2);
        yield return new(
            "fleet of 100, work items of the pool a poll", raw.WorkItems, byHand.WorkItems, rx.WorkItems, ours.WorkItems,
            ours.WorkItems / raw.WorkItems, "", null);

        Row Of(string what, Func<FleetCost, double> number, FleetCost mine, double most) => new(
            what, number(raw), number(byHand), number(rx), number(mine), number(mine) / number(raw), $"{most} x raw", number(mine) <= most * number(raw));
    }

    private static IEnumerable<Row> Http(HttpCosts costs)
    {
        Cost raw = costs.Of(PollerProcess.Raw);
        Cost hop = costs.Of(PollerProcess.Hop);
        Cost byHand = costs.Of(PollerProcess.Hand);
        Cost rx = costs.Of(PollerProcess.Rx);
        Cost ours = costs.Of(PollerProcess.Ours);
        double time = costs.TimeRatio(PollerProcess.Ours, PollerProcess.Raw);
        double bytes = ours.Bytes / raw.Bytes;
        yield return new(
            "poll over HTTP, CPU us", raw.Time / 1000, byHand.Time / 1000, rx.Time / 1000, ours.Time / 1000, time, "1.05 x raw", time <= 1.05);
        yield return new(
            "the same, raw with a hop to the thread pool", hop.Time / 1000, null, null, ours.Time / 1000,
            costs.TimeRatio(PollerProcess.Ours, PollerProcess.Hop), "", null);
        yield return new("poll over HTTP, bytes", raw.Bytes, byHand.Bytes, rx.Bytes, ours.Bytes, bytes, "1.00 x raw", bytes <= 1.0);
    }

    private static Row AtRest()
    {
        (double loop, double rx, double ours) = (IdleWatches.Measure("loop"), IdleWatches.Measure("rx"), IdleWatches.Measure("ours"));
        return new("idle watch, bytes (100,000)", null, loop, rx, ours, ours / loop, "384", ours <= 384);
    }

    private static IEnumerable<Row> Micro(IReadOnlyDictionary<string, Cost> costs)
    {
        Cost empty = costs[nameof(EngineBenchmarks.EmptyActions)];
        Cost byHand = costs[nameof(EngineBenchmarks.BareLoop)];
        Cost rx = costs[nameof(EngineBenchmarks.RxTextbook)];
        Cost scheduleAsync = costs[nameof(EngineBenchmarks.ScheduleAsync)];
        Cost ours = costs[nameof(EngineBenchmarks.Library)];
        yield return new("an empty action of the scheduler, ns", empty.Time, null, null, null, null, "", null);
        yield return new("engine alone, ns", empty.Time, byHand.Time, rx.Time, ours.Time, ours.Time / byHand.Time, "2 x by hand", ours.Time <= 2 * byHand.Time);
        yield return new("engine alone, bytes", empty.Bytes, byHand.Bytes, rx.Bytes, ours.Bytes, ours.Bytes / byHand.Bytes, "100", ours.Bytes <= 100);
        yield return new("ScheduleAsync alone, ns", empty.Time, scheduleAsync.Time, null, null, null, "", null);
        Cost pooledByHand = costs[nameof(ThreadPoolBenchmarks.BareLoopOnThreadPool)];
        Cost pooledScheduleAsync = costs[nameof(ThreadPoolBenchmarks.ScheduleAsyncOnThreadPool)];
        Cost pooled = costs[nameof(ThreadPoolBenchmarks.LibraryOnThreadPool)];
        yield return new(
            "engine alone on the thread pool, ns", null, pooledByHand.Time, null, pooled.Time, pooled.Time / pooledByHand.Time,
            "2 x by hand", pooled.Time <= 2 * pooledByHand.Time);
        yield return new("ScheduleAsync on the thread pool, ns", null, pooledScheduleAsync.Time, null, null, null, "", null);
        foreach ((string name, string what, double target) in new[]
        {
            (nameof(SubscriptionBenchmarks.SubscribeAndDispose), "subscribe and dispose beside", 2000.0),
            (nameof(QueueBenchmarks.Decide), "a decision of the queue with due", 1000.0),
        })
        {
            double few = costs[name + "/1000"].Time;
            double many = costs[name + "/100000"].Time;
            yield return new($"{what} 1,000, ns", null, null, null, few, null, $"{target:N0}", few <= target);
            yield return new($"{what} 100,000, ns", null, null, null, many, many / few, $"{target:N0}", many <= target);
        }
    }

    private static Row Lag(int uploads)
    {
        double ratio = LagRatio.Of(uploads);
        return new($"lag under the cap, {uploads:N0} uploads", null, null, null, null, ratio, "1.03 x ideal", ratio <= 1.03);
    }
}
