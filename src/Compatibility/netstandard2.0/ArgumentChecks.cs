using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Lobstr.Reactive;

/// <summary>The checks of arguments of .NET 8.</summary>
internal static class ArgumentChecks
{
    extension(ArgumentNullException)
    {
        public static void ThrowIfNull(
            [NotNull] object? argument, [CallerArgumentExpression(nameof(argument))] string? parameter = null)
        {
            if (argument is null)
                throw new ArgumentNullException(parameter);
        }
    }

    extension(ArgumentException)
    {
        public static void ThrowIfNullOrEmpty(
            [NotNull] string? argument, [CallerArgumentExpression(nameof(argument))] string? parameter = null)
        {
            ArgumentNullException.ThrowIfNull(argument, parameter);
            if (argument.Length == 0)
                throw new ArgumentException("The value cannot be an empty string.", parameter);
        }

        public static void ThrowIfNullOrWhiteSpace(
            [NotNull] string? argument, [CallerArgumentExpression(nameof(argument))] string? parameter = null)
        {
            ArgumentNullException.ThrowIfNull(argument, parameter);
            if (string.IsNullOrWhiteSpace(argument))
                throw new ArgumentException("The value cannot be an empty string or composed entirely of whitespace.", parameter);
        }
    }

    extension(ArgumentOutOfRangeException)
    {
        public static void ThrowIfNegative<T>(T value, [CallerArgumentExpression(nameof(value))] string? parameter = null)
            where T : struct, IComparable<T> =>
            ArgumentOutOfRangeException.ThrowIfLessThan(value, default, parameter);

        public static void ThrowIfLessThan<T>(
            T value, T other, [CallerArgumentExpression(nameof(value))] string? parameter = null)
            where T : IComparable<T>
        {
            if (value.CompareTo(other) < 0)
                throw new ArgumentOutOfRangeException(parameter, value, $"The value must be '{other}' or more.");
        }

        public static void ThrowIfLessThanOrEqual<T>(
            T value, T other, [CallerArgumentExpression(nameof(value))] string? parameter = null)
            where T : IComparable<T>
        {
            if (value.CompareTo(other) <= 0)
                throw new ArgumentOutOfRangeException(parameter, value, $"The value must be more than '{other}'.");
        }
    }
}
