using System.Globalization;
using System.Text;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>Draws lag against arrival rate as an SVG file that needs nothing from elsewhere and brings a background of its own.</summary>
internal static class ArrivalPlot
{
    public const string Argument = "plot";

    private const double Left = 60, Top = 50, Width = 600, Height = 320, FastestArrivals = 1.1, LongestLag = 50;

    private static readonly (string Name, string Color, Func<ArrivalLags, double> Value)[] Curves =
    [
        ("a loop for each upload", "#c0392b", lags => lags.Loop),
        ("in turn", "#7f8c8d", lags => lags.InTurn),
        ("Lobstr.Reactive", "#1f6feb", lags => lags.Ours),
        ("were it known who has ended", "#2e8b57", lags => lags.Least),
    ];

    public static string Draw(IReadOnlyList<ArrivalLags> lags, string title)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {Left + Width + 30} {Top + Height + 60}\" font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{title}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#ffffff\"/>\n");
        Text(svg, Left, 25, title, "start");
        for (int lag = 0; lag <= LongestLag; lag += 10)
        {
            Line(svg, (Left, Y(lag)), (Left + Width, Y(lag)));
            Text(svg, Left - 8, Y(lag) + 4, $"{lag} s", "end");
        }
        for (int tenths = 0; tenths <= FastestArrivals * 10; tenths += 2)
            Text(svg, X(tenths / 10.0), Top + Height + 20, (tenths / 10.0).ToString("0.0", CultureInfo.InvariantCulture), "middle");
        Text(svg, Left + (Width / 2), Top + Height + 45, "uploads that begin in a second", "middle");
        for (int i = 0; i < Curves.Length; i++)
        {
            (string name, string color, Func<ArrivalLags, double> value) = Curves[i];
            string points = string.Join(' ', lags.Where(each => value(each) <= LongestLag)
                .Select(each => string.Create(CultureInfo.InvariantCulture, $"{X(each.PerSecond):0.#},{Y(value(each)):0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2.5\"/>\n");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left + 15}\" y=\"{Top + 10 + (i * 20)}\" width=\"16\" height=\"3\" fill=\"{color}\"/>\n");
            Text(svg, Left + 38, Top + 16 + (i * 20), name, "start");
        }
        return svg.Append("</svg>\n").ToString();
    }

    private static double X(double perSecond) => Left + (Width * perSecond / FastestArrivals);

    private static double Y(double lag) => Top + Height - (Height * lag / LongestLag);

    private static void Line(StringBuilder svg, (double X, double Y) from, (double X, double Y) to) => svg.Append(
        CultureInfo.InvariantCulture, $"<line x1=\"{from.X:0.#}\" y1=\"{from.Y:0.#}\" x2=\"{to.X:0.#}\" y2=\"{to.Y:0.#}\" stroke=\"#e1e4e8\"/>\n");

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor) => svg.Append(
        CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" fill=\"#24292f\">{text}</text>\n");
}
