namespace Lobstr.Reactive.FuzzTests;

/// <summary>Something of the library that reads what a server sends.</summary>
internal abstract class FuzzTarget
{
    // A body must not get into an error message by the megabyte.
    private const int LongestMessage = 1_000;

    /// <summary>The name of its folder in the corpus.</summary>
    public abstract string Name { get; }

    /// <summary>What a value is replaced by.</summary>
    protected virtual IReadOnlyList<byte[]> Values => Tokens.Values;

    /// <summary>Reads an input and throws where the library does what it must not do.</summary>
    public abstract void Check(byte[] input);

    public Mutator CreateMutator() => new(CorpusFiles.Of(Name), CorpusFiles.All, Values);

    protected static void Require(bool condition, string what)
    {
        if (!condition)
            throw new FuzzException(what);
    }

    /// <summary>What was read; null where it was refused in the documented way.</summary>
    protected static T? ReadOrRefuse<T>(Resource<T> resource, byte[] input, string id, T? last = null)
        where T : class
    {
        try
        {
            return resource.Read(input, id, last) ?? throw new FuzzException("Nothing was read, and nothing said about it.");
        }
        catch (LobstrProtocolException error)
        {
            Require(error.Message.Length <= LongestMessage, "An error message is as long as the body.");
            return null;
        }
    }
}
