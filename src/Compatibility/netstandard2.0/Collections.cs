using System.Diagnostics.CodeAnalysis;

namespace Lobstr.Reactive;

/// <summary>What collections can do since .NET Core 2.0.</summary>
internal static class Collections
{
    public static bool TryDequeue<T>(this Queue<T> queue, [MaybeNullWhen(false)] out T item)
    {
        bool any = queue.Count > 0;
        item = any ? queue.Dequeue() : default;
        return any;
    }

    public static bool TryPeek<T>(this Queue<T> queue, [MaybeNullWhen(false)] out T item)
    {
        bool any = queue.Count > 0;
        item = any ? queue.Peek() : default;
        return any;
    }

    public static bool TryPop<T>(this Stack<T> stack, [MaybeNullWhen(false)] out T item)
    {
        bool any = stack.Count > 0;
        item = any ? stack.Pop() : default;
        return any;
    }

    public static TValue? GetValueOrDefault<TKey, TValue>(this IReadOnlyDictionary<TKey, TValue> dictionary, TKey key)
        where TKey : notnull =>
        dictionary.TryGetValue(key, out TValue? value) ? value : default;

    public static bool TryAdd<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key, TValue value)
        where TKey : notnull
    {
        bool isNew = !dictionary.ContainsKey(key);
        if (isNew)
            dictionary.Add(key, value);
        return isNew;
    }

    public static void Deconstruct<TKey, TValue>(this KeyValuePair<TKey, TValue> pair, out TKey key, out TValue value)
    {
        key = pair.Key;
        value = pair.Value;
    }

    public static IOrderedEnumerable<T> Order<T>(this IEnumerable<T> source, IComparer<T> comparer) =>
        source.OrderBy(item => item, comparer);
}
