using CsCheck;

namespace Lobstr.Reactive.Testing.Tests;

public sealed class DelimitedReaderTests
{
    private static readonly string[] LineEnds = ["\n", "\r\n", "\r"];

    private static readonly Gen<string> Cell = Gen.Char["ab \t,\"\r\n;é"].Array[0, 6].Select(characters => new string(characters));

    [Fact]
    public void What_was_written_is_read_however_it_is_cut() => Gen.Select(
        Cell.Array[1, 4].Array[0, 8], Gen.Char[",\t"], Gen.Int[0, 2].Select(i => LineEnds[i]), Gen.Int[1, 7]).Sample(
        (rows, delimiter, lineEnd, pieceLength) =>
        {
            string text = string.Concat(rows.Select(row => string.Join(delimiter, row.Select(Quoted)) + lineEnd));
            var read = new List<IReadOnlyList<string>>();
            var reader = new DelimitedReader(delimiter, (row, malformed) =>
            {
                Assert.False(malformed);
                read.Add(row);
            });
            foreach (char[] piece in text.Chunk(pieceLength)) reader.Read(piece);
            reader.End();

            Assert.Equal(rows, read);
        });

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
