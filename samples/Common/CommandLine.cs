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
    /// <param name="handlesSignals">Whether the action is told of Ctrl+C and SIGTERM; false: the caller sees to that itself.</param>
    /// <returns>What the program tells the shell.</returns>
    public static Task<int> RunAsync(
        RootCommand command,
        IReadOnlyList<string> args,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken,
        bool handlesSignals = true)
    {
        // An argument that begins with @ is an argument, and not the name of a file with more of them.
        ParseResult line = command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        string[] mistakes = UnknownOptionsOf(command, args) is { Length: > 0 } unknown
            ? [.. unknown.Select(option => $"Unrecognized option '{option}'.")]
            : line.Action is ParseErrorAction ? [.. line.Errors.Select(mistake => mistake.Message)]
            : [];
        if (mistakes.Length > 0)
        {
            foreach (string message in mistakes)
                error.WriteLine(message);
            error.WriteLine("See --help.");
            return Task.FromResult(ExitCodes.Usage);
        }

        var invocation = new InvocationConfiguration { Output = output, Error = error };
        if (!handlesSignals)
            invocation.ProcessTerminationTimeout = null;
        return line.InvokeAsync(invocation, cancellationToken);
    }

    /// <summary>
    /// What looks like an option and is none. The parser takes it for an argument, and so a typo for an upload. After <c>--</c>
    /// everything is an argument; a number below zero is one anywhere.
    /// </summary>
    private static string[] UnknownOptionsOf(RootCommand command, IReadOnlyList<string> args) =>
    [
        .. args
            .TakeWhile(argument => argument != "--")
            .Where(argument => argument.Length > 1 && argument[0] == '-' && !char.IsAsciiDigit(argument[1]))
            .Select(argument => argument.Split('=', ':')[0])
            .Where(name => !command.Options.Any(option => option.Name == name || option.Aliases.Contains(name))),
    ];
}
