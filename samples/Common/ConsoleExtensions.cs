using Spectre.Console;

namespace Lobstr.Reactive.Samples.Common;

/// <summary>What standard output is.</summary>
public static class ConsoleExtensions
{
    /// <summary>Whether what is shown can be redrawn in place: false for pipes and files, and for terminals without escape codes.</summary>
    public static bool CanRedraw(this IAnsiConsole console) =>
        console.Profile.Out.IsTerminal && console.Profile.Capabilities.Ansi;
}
