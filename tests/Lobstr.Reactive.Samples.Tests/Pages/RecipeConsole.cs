namespace Lobstr.Reactive.Samples.Tests.Pages;

/// <summary>What a recipe writes to: a console of each test's own.</summary>
public sealed class RecipeConsole
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public void WriteLine(object? value) => WriteLine(value?.ToString());

    public void WriteLine(string? value)
    {
        lock (_gate)
            _lines.Add(value ?? "");
    }
}
