using System.Text.Json;
using Lobstr.Reactive.Samples.RunPipeline;

namespace Lobstr.Reactive.Samples.Tests.RunPipeline;

public sealed class ResultsFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Rows_are_written_with_the_columns_of_the_first()
    {
        using (var file = new ResultsFile(Output))
        {
            Write(file, """{"a":1,"b":"x, \"y\"","c":null}""");
            Write(file, """{"b":["z"],"d":true,"a":1.50}""");
            file.Complete();

            Assert.Equal(2, file.Rows);
            Assert.Equal(["d"], file.LeftOut);
        }

        Assert.Equal("a,b,c\r\n1,\"x, \"\"y\"\"\",\r\n1.50,\"[\"\"z\"\"]\",\r\n", File.ReadAllText(Output.FullName));
    }

    [Fact]
    public void What_was_there_stays_until_the_last_row_is_there()
    {
        _directory.Write("results.csv", "before");
        using (var file = new ResultsFile(Output))
            Write(file, """{"a":1}""");

        Assert.Equal("before", File.ReadAllText(Output.FullName));
        Assert.Single(Directory.GetFiles(_directory.Path));
    }

    private FileInfo Output => new(_directory.PathOf("results.csv"));

    private static void Write(ResultsFile file, string json)
    {
        using JsonDocument row = JsonDocument.Parse(json);
        file.Write(row.RootElement);
    }
}
