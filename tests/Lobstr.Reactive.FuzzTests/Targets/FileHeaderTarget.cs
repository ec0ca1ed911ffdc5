namespace Lobstr.Reactive.FuzzTests;

/// <summary>The first line of a file of tasks: names, or an error; and the same however many bytes come at a time.</summary>
internal sealed class FileHeaderTarget : FuzzTarget
{
    public override string Name => "fileheader";

    public override void Check(byte[] input)
    {
        foreach (char delimiter in ",\t")
        {
            IReadOnlyList<string>? whole = ReadOrRefuse(input, isWhole: true, delimiter);
            Require(whole is null || whole.Any(name => !string.IsNullOrWhiteSpace(name)), "An empty header was read.");
            for (int length = 0; length < Math.Min(input.Length, 64); length++)
            {
                if (ReadOrRefuse(input.AsSpan(0, length), isWhole: false, delimiter) is { } early)
                    Require(whole is not null && early.SequenceEqual(whole, StringComparer.Ordinal), "A part of the line was taken for all.");
            }
        }
    }

    private static IReadOnlyList<string>? ReadOrRefuse(ReadOnlySpan<byte> input, bool isWhole, char delimiter)
    {
        try
        {
            return TaskFileHeader.TryRead(input, isWhole, delimiter, "tasks.csv");
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
