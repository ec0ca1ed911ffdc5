using CsCheck;

namespace Lobstr.Reactive.Tests;

/// <summary>The heap beside a list that is sorted anew each time.</summary>
public class IndexedHeapTests
{
    private const int Entries = 100;

    private static readonly Gen<(int Entry, int Due, bool IsRemoved)[]> Changes =
        Gen.Select(Gen.Int[0, Entries - 1], Gen.Int[0, 20], Gen.Int[0, 2].Select(die => die == 0)).Array[0, 400];

    [Fact]
    public void The_first_is_the_one_that_is_due_first_and_of_several_the_one_that_was_set_first() =>
        Changes.Sample(changes =>
        {
            IndexedHeap<Entry> heap = new();
            Entry[] entries = [.. Enumerable.Range(0, Entries).Select(_ => new Entry())];
            List<(TimeSpan Due, int Turn, Entry Entry)> expected = [];
            int turn = 0;
            foreach ((int number, int due, bool isRemoved) in changes)
            {
                Entry entry = entries[number];
                expected.RemoveAll(one => one.Entry == entry);
                if (isRemoved)
                {
                    heap.Remove(entry);
                }
                else
                {
                    heap.Set(entry, TimeSpan.FromSeconds(due));
                    expected.Add((TimeSpan.FromSeconds(due), turn++, entry));
                }

                Assert.Equal(expected.Count, heap.Count);
                Assert.Same(First(), heap.First);
            }

            while (heap.First is { } first)
            {
                Assert.Same(First(), first);
                heap.Remove(first);
                expected.RemoveAll(one => one.Entry == first);
            }

            Assert.Empty(expected);
            Assert.Equal(Clock.Never, heap.FirstDue);
            Assert.All(entries, entry => Assert.Equal(0, entry.Slot.HeapIndex));

            Entry? First() => expected.Count == 0 ? null : expected.MinBy(one => (one.Due, one.Turn)).Entry;
        });

    [Fact]
    public void An_entry_knows_when_it_is_due()
    {
        IndexedHeap<Entry> heap = new();
        Entry entry = new();

        heap.Set(entry, TimeSpan.FromSeconds(2));
        heap.Set(entry, TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(1), entry.Slot.Due);
        Assert.Equal(TimeSpan.FromSeconds(1), heap.FirstDue);
        Assert.Equal(1, heap.Count);
    }

    private sealed class Entry : IHeapItem
    {
        private HeapSlot _slot;

        public ref HeapSlot Slot => ref _slot;
    }
}
