using System.Globalization;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>One line of the table. A missing number is a dash.</summary>
internal sealed record Row(string What, double? Raw, double? ByHand, double? Rx, double? Ours, double? Ratio, string Target, bool? IsMet)
{
    public static IReadOnlyList<string> Headings { get; } = ["what", "raw", "by hand", "textbook Rx", "ours", "ratio", "target", ""];

    public IReadOnlyList<string> Cells =>
    [
        What,
        Number(Raw),
        Number(ByHand),
        Number(Rx),
        Number(Ours),
        Ratio is { } ratio ? ratio.ToString("0.00", CultureInfo.InvariantCulture) : "-",
        Target,
        IsMet switch { true => "met", false => "missed", null => "" },
    ];

    private static string Number(double? value) => value switch
    {
        null => "-",
        < 10 => value.Value.ToString("0.000", CultureInfo.InvariantCulture),
        < 100 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("N0", CultureInfo.InvariantCulture),
    };
}
