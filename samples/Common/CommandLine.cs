using System.CommandLine;
using System.CommandLine.Invocation;

namespace Lobstr.Reactive.Samples.Common;

/// <summary>How a sample runs its command.</summary>
public static class CommandLine
{
    /// <summary>Runs the command, or says what is wrong with the arguments.</summary>
    /// <param name="command">What can be said. Its action is told of Ctrl+C and of SIGTERM, and ends in its own way.</param>
    /// <param name="args">What was said.</param>
    /// <param name="output">Where help goes.</param>
    /// <param name="error">Where mistakes go.</param>
    /// <param name="cancellationToken">Does what Ctrl+C does.</param>
    /// <returns>What the program tells the shell.</returns>
    public static Task<int> RunAsync(
        RootCommand command,
        IReadOnlyList<string> args,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken)
    {
        // An argument that begins with @ is an argument, and not the name of a file with more of them.
        ParseResult line = command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (line.Action is ParseErrorAction)
        {
            foreach (string message in line.Errors.Select(mistake => mistake.Message))
                error.WriteLine(message);
            error.WriteLine("See --help.");
            return Task.FromResult(ExitCodes.Usage);
        }

        return line.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, cancellationToken);
    }
}
