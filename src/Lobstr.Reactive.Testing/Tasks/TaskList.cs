namespace Lobstr.Reactive.Testing;

/// <summary>The tasks that a squid had at an instant, in the order in which they came.</summary>
internal sealed class TaskList(IReadOnlyList<(TaskBatch Batch, long Count)> parts)
{
    public long Count { get; } = parts.Sum(part => part.Count);

    /// <summary>Whether one of them is of this kind.</summary>
    public bool HasKind(bool isUrls) => parts.Any(part => part.Batch.IsUrls == isUrls && part.Count > 0);

    /// <summary>A task, counted from 0.</summary>
    public (TaskBatch Batch, long Index) At(long index)
    {
        foreach ((TaskBatch batch, long count) in parts)
        {
            if (index < count) return (batch, index);
            index -= count;
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, "There are not so many tasks.");
    }

    /// <summary>The place of a task with this id; null if there is none.</summary>
    public long? PlaceOf(string id)
    {
        long place = 0;
        foreach ((TaskBatch batch, long count) in parts)
        {
            for (long index = 0; index < count; index++, place++)
            {
                if (batch.IdOf(index) == id) return place;
            }
        }

        return null;
    }
}
