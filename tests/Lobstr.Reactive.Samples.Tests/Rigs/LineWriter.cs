using System.Text;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>Keeps the lines that are written, and tells a test of each as it is written.</summary>
internal sealed class LineWriter(Action<string>? onLine = null) : TextWriter
{
    private readonly StringBuilder _line = new();
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines => _lines;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        if (value is not '\n')
        {
            _line.Append(value);
            return;
        }

        string line = _line.ToString().TrimEnd('\r');
        _line.Clear();
        _lines.Add(line);
        onLine?.Invoke(line);
    }
}
