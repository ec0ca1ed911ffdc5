namespace Lobstr.Reactive;

/// <summary>What the metrics and traces of this library are found by, with OpenTelemetry or a listener of one's own.</summary>
/// <remarks>On .NET Standard there are none.</remarks>
public static class LobstrTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Lobstr.Reactive";

    /// <summary>The name of the source of activities.</summary>
    public const string ActivitySourceName = "Lobstr.Reactive";
}
