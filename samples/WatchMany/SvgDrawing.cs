using System.Globalization;
using System.Security;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lobstr.Reactive.Samples.WatchMany;

/// <summary>Lines of a terminal as an SVG file that needs nothing from elsewhere and brings a background of its own.</summary>
internal static class SvgDrawing
{
    private const double CellWidth = 8.4;
    private const int LineHeight = 20;
    private const int Margin = 20;

    public static string Draw(IReadOnlyList<SegmentLine> lines, int columns, string title)
    {
        double width = (columns * CellWidth) + (2 * Margin);
        int height = (lines.Count * LineHeight) + (2 * Margin);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width:0.#} {height}\" width=\"{width:0.#}\" height=\"{height}\"");
        svg.Append(" font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{SecurityElement.Escape(title)}</title>\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#0d1117\"/>\n");
        for (int line = 0; line < lines.Count; line++)
            DrawLine(svg, lines[line], Margin + (line * LineHeight) + 15);
        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawLine(StringBuilder svg, SegmentLine line, int baseline)
    {
        int column = 0;
        foreach (Segment segment in line)
        {
            string text = segment.Text.Trim();
            int begin = column + (segment.Text.Length - segment.Text.TrimStart().Length);
            column += segment.Text.Length;
            if (text.Length == 0)
                continue;

            // Each text says how long it is, so that columns stay in line whichever font there is.
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin + (begin * CellWidth):0.#}\" y=\"{baseline}\" fill=\"{Fill(segment.Style.Foreground)}\" textLength=\"{text.Length * CellWidth:0.#}\" lengthAdjust=\"spacingAndGlyphs\">");
            svg.Append(CultureInfo.InvariantCulture, $"{SecurityElement.Escape(text)}</text>\n");
        }
    }

    // The colors of a terminal that are legible on a dark background.
    private static string Fill(Color color) =>
        color.Equals(Color.Yellow) ? "#e3b341"
        : color.Equals(Color.Green) ? "#56d364"
        : color.Equals(Color.Red) ? "#ff7b72"
        : color.Equals(Color.Grey) ? "#9ea7b3"
        : "#e6edf3";
}
