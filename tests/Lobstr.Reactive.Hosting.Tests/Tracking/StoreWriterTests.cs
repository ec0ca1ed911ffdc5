using System.Reactive.Concurrency;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>When changes are written: together, at once, again, and at the end.</summary>
public sealed class StoreWriterTests : IDisposable
{
    private readonly HistoricalScheduler _clock = new();
    private readonly CallCountingScheduler _scheduler;
    private readonly ProcessStore _store;
    private readonly LogRecord _log = new();
    private readonly StoreWriter _writer;
    private long _version;

    public StoreWriterTests()
    {
        _scheduler = new CallCountingScheduler(_clock);
        _store = new ProcessStore(new InMemoryUploadStore(), new Transcript(_clock));
        _writer = New(_scheduler);
    }

    public void Dispose() => _log.Dispose();

    [Fact]
    public void What_comes_within_a_second_is_written_together_for_one_call_of_the_scheduler()
    {
        for (int i = 0; i < 5; i++)
            Add($"{i}", WriteUrgency.Soon);
        Assert.Equal(1, _scheduler.Calls);
        Advance(0.9);
        Assert.Empty(_store.Batches);
        Advance(0.1);

        Assert.Equal([5], _store.Batches);
        Advance(60);
        Assert.Equal(1, _scheduler.Calls);
    }

    [Fact]
    public void What_is_to_be_written_at_once_takes_what_waits_with_it()
    {
        Add("one", WriteUrgency.Soon);
        Add("two", WriteUrgency.Prompt);
        Add("three", WriteUrgency.Prompt);
        RunDue();
        Assert.Equal([3], _store.Batches);

        Advance(60);
        Assert.Equal([3], _store.Batches);
        Assert.Equal(2, _scheduler.Calls);
    }

    [Fact]
    public void After_a_failure_what_is_new_waits_for_the_next_try_unless_somebody_waits_for_it()
    {
        _store.Fault = () => new IOException("full");
        Add("one", WriteUrgency.Prompt);
        RunDue();
        Add("two", WriteUrgency.Prompt);
        Add("three", WriteUrgency.Soon);
        Advance(9.9);
        Assert.Equal([1], _store.Batches);

        Add("four", WriteUrgency.Immediate);
        RunDue();
        Assert.Equal([1, 4], _store.Batches);
        _store.Fault = null;
        Advance(19.9);
        Assert.Equal([1, 4], _store.Batches);
        Advance(0.1);
        Assert.Equal([1, 4, 4], _store.Batches);
        Assert.Null(_writer.Error);
    }

    [Fact]
    public void Each_failure_is_logged_with_its_number_and_so_is_the_end_of_them()
    {
        _store.Fault = () => new IOException("full");
        Add("one", WriteUrgency.Prompt);
        Advance(15);
        _store.Fault = null;
        Advance(60);

        Assert.Equal(
            [
                "The store of tracked uploads has failed 1 times in a row; what changes is kept in memory and written later",
                "The store of tracked uploads has failed 2 times in a row; what changes is kept in memory and written later",
                "The store of tracked uploads takes what it is given again",
            ],
            _log.Lines.Select(line => line.Text));
    }

    [Fact]
    public void What_comes_during_a_write_is_written_as_soon_as_that_has_ended()
    {
        TaskCompletionSource writing = new();
        _store.Wait = () => writing.Task;
        Add("one", WriteUrgency.Prompt);
        RunDue();
        Add("two", WriteUrgency.Soon);
        Advance(5);
        _store.Wait = null;
        writing.SetResult();
        RunDue();

        Assert.Equal([1, 1], _store.Batches);
    }

    [Fact]
    public void What_a_scheduler_that_is_gone_does_not_take_is_written_at_once()
    {
        StoreWriter writer = New(new RefusingScheduler(_clock) { Refuses = _ => true });
        StoreTicket ticket = writer.Add("one", version: 1, state: null);
        writer.Wake(WriteUrgency.Soon);

        Assert.True(ticket.Stored.IsCompletedSuccessfully);
    }

    [Fact]
    public void To_drain_it_is_to_write_at_once_and_to_wait_for_that()
    {
        Assert.True(_writer.DrainAsync().IsCompletedSuccessfully);
        TaskCompletionSource writing = new();
        _store.Wait = () => writing.Task;
        Add("one", WriteUrgency.Soon);
        Task first = _writer.DrainAsync();
        RunDue();
        Assert.Equal([1], _store.Batches);

        // It is being written: nothing is left to be, but it may fail.
        Task second = _writer.DrainAsync();
        Assert.False(first.IsCompleted || second.IsCompleted);
        writing.SetResult();
        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
    }

    [Fact]
    public void Drained_after_a_failure_it_does_not_wait_for_the_next_try()
    {
        _store.Fault = () => new IOException("full");
        Add("one", WriteUrgency.Prompt);
        RunDue();
        _store.Fault = null;
        Task drained = _writer.DrainAsync();
        RunDue();

        Assert.True(drained.IsCompletedSuccessfully);
        Assert.Equal([1, 1], _store.Batches);
    }

    [Fact]
    public async Task When_it_is_closed_nothing_is_tried_again_that_fails()
    {
        _store.Fault = () => new IOException("full");
        _writer.Close();
        StoreTicket ticket = Add("one", WriteUrgency.Prompt);
        Advance(3600);

        Assert.Equal([1], _store.Batches);
        Assert.True(ticket.Tried.IsCompleted);
        Assert.IsType<IOException>(await ticket.Tried);
        Assert.False(ticket.Stored.IsCompleted);
    }

    private StoreWriter New(IScheduler scheduler) => new(
        _store, "", scheduler, new UploadTrackingOptions { RetryDelay = TimeSpan.FromSeconds(10), MaxRetryDelay = TimeSpan.FromSeconds(80) }, _log.CreateLogger("store"));

    private StoreTicket Add(string id, WriteUrgency urgency)
    {
        StoreTicket ticket = _writer.Add(id, ++_version, state: null);
        _writer.Wake(urgency);
        return ticket;
    }

    private void RunDue() => _clock.AdvanceBy(TimeSpan.FromTicks(1));

    private void Advance(double seconds) => _clock.AdvanceBy(TimeSpan.FromSeconds(seconds));
}
