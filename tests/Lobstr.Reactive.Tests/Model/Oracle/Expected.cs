namespace Lobstr.Reactive.Tests.Model;

/// <summary>What a script should lead to: an instant and a word each.</summary>
public sealed class Expected
{
    private readonly List<(TimeSpan At, string What)> _lines = [];

    public IReadOnlyList<(TimeSpan At, string What)> Lines => _lines;

    public void Add(TimeSpan at, string what) => _lines.Add((at, what));

    /// <summary>The same with the disposal from outside in its place, which leaves nothing after it.</summary>
    public string With(double? disposeAt) =>
        disposeAt is { } at && WatchSpec.Ms(at) < Prediction.Horizon ? $"{this}\n{Line(WatchSpec.Ms(at), "dispose")}".TrimStart() : ToString();

    public static string Line(TimeSpan at, string what) => FormattableString.Invariant($"{at.TotalMilliseconds:0.####}  {what}");

    public override string ToString() => string.Join('\n', _lines.Select(line => Line(line.At, line.What)));
}
