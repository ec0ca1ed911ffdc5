using System.Xml.Linq;
using Lobstr.Reactive.Samples.Common;
using Lobstr.Reactive.Samples.WatchMany;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.Tests.WatchMany;

public sealed class FleetPictureTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly LineWriter _output = new();
    private readonly LineWriter _error = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_picture_in_the_README_is_what_the_program_draws()
    {
        string drawn = await DrawAsync("16");

        string shown = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "picture.svg"), TestContext.Current.CancellationToken);
        Assert.True(
            shown.ReplaceLineEndings("\n") == drawn,
            "Draw it anew: dotnet run --project samples/WatchMany -- --uploads 16 --picture samples/WatchMany/picture.svg");
    }

    [Fact]
    public async Task The_picture_needs_nothing_from_elsewhere()
    {
        XElement svg = XElement.Parse(await DrawAsync("3"));

        Assert.Equal("svg", svg.Name.LocalName);
        string[] kinds = [.. svg.Descendants().Select(element => element.Name.LocalName).Distinct()];
        Assert.Equal(["title", "rect", "text"], kinds);
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute =>
            attribute.Value.Contains("//", StringComparison.Ordinal) && !attribute.IsNamespaceDeclaration);
    }

    [Fact]
    public async Task No_texts_of_the_picture_overlap()
    {
        XElement svg = XElement.Parse(await DrawAsync("16"));

        double width = (double)svg.Attribute("width")!;
        foreach (var line in svg.Elements().Where(element => element.Name.LocalName == "text").GroupBy(text => (int)text.Attribute("y")!))
        {
            double end = 0;
            foreach (XElement text in line)
            {
                Assert.InRange((double)text.Attribute("x")!, end, width);
                end = (double)text.Attribute("x")! + (double)text.Attribute("textLength")!;
            }
            Assert.InRange(end, 1, width);
        }
    }

    [Fact]
    public async Task A_picture_that_cannot_be_written_is_explained()
    {
        string path = Path.Combine(_directory.Path, "missing", "picture.svg");

        Assert.Equal(ExitCodes.Failed, await RunAsync("--picture", path));
        Assert.Contains(path, Assert.Single(_error.Lines), StringComparison.Ordinal);
    }

    private async Task<string> DrawAsync(string uploads)
    {
        string path = Path.Combine(_directory.Path, "picture.svg");
        Assert.Equal(ExitCodes.Success, await RunAsync("--uploads", uploads, "--picture", path));
        Assert.Empty(_output.Lines);
        Assert.Empty(_error.Lines);
        return await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
    }

    private Task<int> RunAsync(params string[] args)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_output) });
        return new WatchManyProgram(console, _error, () => throw new InvalidOperationException("Nothing is watched."))
            .RunAsync(args, TestContext.Current.CancellationToken);
    }
}
