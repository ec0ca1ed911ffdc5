using System.Buffers;
using System.Runtime.CompilerServices;

namespace Lobstr.Reactive;

/// <summary>The ids of the service, as they may stand in a path.</summary>
internal static class ResourceId
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>Refuses what is no id, so that an id can never address another endpoint.</summary>
    /// <exception cref="ArgumentException">It is null, empty, or has another character than letters, digits, '-' and '_'.</exception>
    public static void Check(string id, [CallerArgumentExpression(nameof(id))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id, parameter);
        int wrong = id.AsSpan().IndexOfAnyExcept(Allowed);
        if (wrong >= 0)
            throw new ArgumentException(
                $"An id is made of ASCII letters, digits, '-' and '_' only; this one has U+{(int)id[wrong]:X4}. Pass the id alone, without a path or a URL.",
                parameter);
    }

    public static bool IsValid(string id) => id.Length > 0 && !id.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>Whether both name the same thing: case and hyphens do not matter.</summary>
    public static bool AreSame(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        int i = 0;
        int j = 0;
        while (true)
        {
            while (i < one.Length && one[i] == '-')
                i++;
            while (j < other.Length && other[j] == '-')
                j++;
            if (i == one.Length || j == other.Length)
                return i == one.Length && j == other.Length;
            if (char.ToLowerInvariant(one[i++]) != char.ToLowerInvariant(other[j++]))
                return false;
        }
    }
}
