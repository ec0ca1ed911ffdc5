using System.Text.RegularExpressions;

namespace Lobstr.Reactive.Samples.Tests.Pages;

/// <summary>
/// Whoever subscribes without a handler of errors has a program that ends on a 404: what is there to copy passes one, everywhere.
/// </summary>
public sealed partial class SubscribeTests
{
    /// <summary>What is copied: the pages, the samples, and the examples in the documentation of members.</summary>
    public static TheoryData<string> Sources =>
    [
        .. Page.All,
        .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.FullName, "samples"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.FullName, "src"), "*.cs", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(RepositoryRoot.FullName, path).Replace('\\', '/'))
            .Where(path => !Built().IsMatch(path))
            .Where(path => CodeOf(path).Contains(".Subscribe(", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Sources))]
    public void Whoever_subscribes_hears_of_errors(string source)
    {
        string code = CodeOf(source);
        foreach (Match call in Call().Matches(code))
        {
            string[] arguments = ArgumentsAt(code, call.Index + call.Length);
            Assert.True(
                arguments.Length > 1 && arguments[1].Contains("error", StringComparison.OrdinalIgnoreCase),
                $"{source} subscribes without onError:\n\n.Subscribe({string.Join(',', arguments)})");
        }
    }

    [Fact]
    public void The_README_says_why_before_its_recipes()
    {
        string readme = File.ReadAllText(Path.Combine(RepositoryRoot.FullName, "README.md"));
        int why = readme.IndexOf("`OnError` without a handler", StringComparison.OrdinalIgnoreCase);

        Assert.InRange(why, 0, readme.IndexOf("## Recipes", StringComparison.Ordinal));
        Assert.Equal(why, readme.LastIndexOf("`OnError` without a handler", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("a.Subscribe(x => f(x, 1))", 1)]
    [InlineData("a.Subscribe(x => new[] { 1, 2 }, error => { g(\"),\"); }, () => { })", 3)]
    [InlineData("a.Subscribe()", 0)]
    public void Arguments_are_counted(string code, int count) =>
        Assert.Equal(count, ArgumentsAt(code, code.IndexOf(".Subscribe(", StringComparison.Ordinal) + ".Subscribe(".Length).Length);

    // Of the library itself only what its comments show; its own subscriptions pass observers on.
    private static string CodeOf(string source)
    {
        string text = File.ReadAllText(Path.Combine(RepositoryRoot.FullName, source)).ReplaceLineEndings("\n");
        return source.EndsWith(".md", StringComparison.Ordinal) ? string.Join('\n', Block().Matches(text).Select(block => block.Value))
            : source.StartsWith("src/", StringComparison.Ordinal) ? string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal)))
            : text;
    }

    private static string[] ArgumentsAt(string code, int start)
    {
        var arguments = new List<string>();
        int depth = 0;
        bool isText = false;
        int first = start;
        for (int i = start; i < code.Length; i++)
        {
            if (code[i] == '"' && code[i - 1] != '\\')
                isText = !isText;
            if (isText)
                continue;
            bool isEnd = depth == 0 && code[i] == ')';
            if (isEnd || (depth == 0 && code[i] == ','))
            {
                arguments.Add(code[first..i]);
                first = i + 1;
            }
            if (isEnd)
                break;
            depth += code[i] is '(' or '[' or '{' ? 1 : code[i] is ')' or ']' or '}' ? -1 : 0;
        }
        return arguments is [var only] && string.IsNullOrWhiteSpace(only) ? [] : [.. arguments];
    }

    [GeneratedRegex(@"^```csharp\n.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\.Subscribe(<\w+>)?\(")]
    private static partial Regex Call();

    [GeneratedRegex("/(bin|obj)/")]
    private static partial Regex Built();
}
