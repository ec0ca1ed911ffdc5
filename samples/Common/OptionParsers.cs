using System.CommandLine.Parsing;

namespace Lobstr.Reactive.Samples.Common;

/// <summary>Read the arguments of options, and say what is wrong with those that cannot be read.</summary>
public static class OptionParsers
{
    /// <summary>An address of a service.</summary>
    public static Uri? ParseAddress(ArgumentResult argument)
    {
        string text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https")
            return address;

        argument.AddError($"{OptionOf(argument)}: '{text}' is not an address. Write one like http://127.0.0.1:5000/v1/.");
        return null;
    }

    /// <summary>A duration, see <see cref="DurationText.Parse"/>.</summary>
    public static TimeSpan? ParseDuration(ArgumentResult argument)
    {
        try
        {
            return DurationText.Parse(argument.Tokens[0].Value);
        }
        catch (FormatException error)
        {
            argument.AddError($"{OptionOf(argument)}: {error.Message}");
            return null;
        }
    }

    private static string OptionOf(ArgumentResult argument) => ((OptionResult)argument.Parent!).Option.Name;
}
