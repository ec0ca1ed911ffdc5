#if NET
using System.Runtime.CompilerServices;
#endif
using System.Runtime.InteropServices;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>Prints a line for each check, and counts.</summary>
internal sealed class Checklist
{
    private int _passed;
    private int _failed;

    private static string Runtime =>
#if NET
        RuntimeInformation.FrameworkDescription + (RuntimeFeature.IsDynamicCodeSupported ? "" : " as native code");
#else
        RuntimeInformation.FrameworkDescription;
#endif

    public void That(bool condition, string what)
    {
        Console.WriteLine($"{(condition ? "ok    " : "FAILED")} {what}");
        if (condition)
            _passed++;
        else
            _failed++;
    }

    public void Equal<T>(T expected, T actual, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: {actual}");

    /// <summary>Something ends in an error of a type.</summary>
    public TError Throws<TError>(Action action, string what)
        where TError : Exception
    {
        try
        {
            action();
        }
        catch (TError error)
        {
            That(true, $"{what}: {error.Message}");
            return error;
        }
        throw new InvalidOperationException($"{what}: nothing was thrown.");
    }

    /// <returns>The exit code.</returns>
    public int Conclude()
    {
        Console.WriteLine($"On {Runtime}: {_passed} passed, {_failed} failed");
        return _failed == 0 && _passed > 0 ? 0 : 1;
    }
}
