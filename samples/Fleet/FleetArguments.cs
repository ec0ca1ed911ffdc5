using System.Globalization;

namespace Lobstr.Reactive.Samples.Fleet;

/// <summary>What the command line asks for.</summary>
internal sealed record FleetArguments
{
    public const string Usage =
        """
        usage: dotnet run --project samples/Fleet [-- --machines N] [--uploads N] [--seconds N]
          --machines N   how many processes share the key (1 to 9; default 3)
          --uploads N    how many uploads they watch in all (1 to 1000; default 45)
          --seconds N    how long the slowest upload takes (1 to 3600; default 60)
        """;

    public int Machines { get; init; } = 3;

    public int Uploads { get; init; } = 45;

    public int Seconds { get; init; } = 60;

    public bool WantsHelp { get; init; }

    /// <summary>What is wrong with the command line; null: nothing.</summary>
    public string? Error { get; init; }

    public static FleetArguments Parse(IReadOnlyList<string> args)
    {
        var arguments = new FleetArguments();
        for (int i = 0; i < args.Count; i++)
        {
            if (args[i] is "--help" or "-h")
                return new FleetArguments { WantsHelp = true };
            string value = i + 1 < args.Count ? args[i + 1] : "nothing";
            int most = args[i] switch { "--machines" => 9, "--uploads" => 1000, "--seconds" => 3600, _ => 0 };
            if (most == 0)
                return new FleetArguments { Error = $"Unrecognized argument '{args[i]}'." };
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) || number < 1 || number > most)
                return new FleetArguments { Error = $"{args[i]} takes a number from 1 to {most}, not '{value}'." };
            arguments = args[i++] switch
            {
                "--machines" => arguments with { Machines = number },
                "--uploads" => arguments with { Uploads = number },
                _ => arguments with { Seconds = number },
            };
        }
        return arguments;
    }
}
