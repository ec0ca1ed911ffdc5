using System.Globalization;

namespace Lobstr.Reactive.Samples.Simulator;

/// <summary>What the command line of the simulator asks for.</summary>
public sealed record SimulatorArguments
{
    private const string PortOption = "--port";

    /// <summary>The port to listen on; 0: any that is free.</summary>
    public int Port { get; init; }

    /// <summary>Whether the usage is what was asked for.</summary>
    public bool WantsHelp { get; init; }

    /// <summary>What is wrong with the command line; null: nothing.</summary>
    public string? Error { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <param name="args">What was said.</param>
    /// <returns>What it means, or what is wrong with it.</returns>
    public static SimulatorArguments Parse(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var arguments = new SimulatorArguments();
        bool takesOptions = true;
        for (int i = 0; i < args.Count; i++)
        {
            string[] parts = args[i].Split('=', 2);
            if (takesOptions && args[i] == "--")
                takesOptions = false;
            else if (takesOptions && args[i] is "--help" or "-h")
                return new SimulatorArguments { WantsHelp = true };
            else if (takesOptions && parts[0] == PortOption)
            {
                string? text = parts.Length > 1 ? parts[1] : ++i < args.Count ? args[i] : null;
                if (PortOf(text) is not { } port)
                    return new SimulatorArguments { Error = Explain(text) };
                arguments = arguments with { Port = port };
            }
            else
            {
                bool isOption = takesOptions && args[i].Length > 1 && args[i][0] == '-';
                return new SimulatorArguments { Error = isOption ? $"Unrecognized option '{parts[0]}'." : $"Unrecognized argument '{args[i]}'." };
            }
        }
        return arguments;
    }

    private static int? PortOf(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue ? port : null;

    private static string Explain(string? text) => text is null
        ? $"{PortOption}: its number is missing."
        : $"{PortOption}: '{text}' is not a port. Write a number from 0 to {ushort.MaxValue}; 0 is any free port.";
}
