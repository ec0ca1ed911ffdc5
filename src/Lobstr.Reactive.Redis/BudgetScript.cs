using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis;

/// <summary>One of the two scripts that the server runs: by its hash, and in full if the server does not know it yet, or has forgotten it.</summary>
internal sealed class BudgetScript
{
    private readonly string _text;
    private readonly byte[] _hash;

    private BudgetScript(string file)
    {
        _text = Read("window.lua") + "\n" + Read(file);
        // What the server calls a script by: it is no secret.
#pragma warning disable CA5350
        _hash = SHA1.HashData(Encoding.UTF8.GetBytes(_text));
#pragma warning restore CA5350
    }

    /// <summary>Asks for a permit.</summary>
    public static BudgetScript Acquire { get; } = new("acquire.lua");

    /// <summary>Returns one.</summary>
    public static BudgetScript Release { get; } = new("release.lua");

    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_hash, keys, arguments, CommandFlags.DemandMaster).ConfigureAwait(false);
        }
        catch (RedisServerException error) when (error.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // EVAL keeps it, too. The flag keeps StackExchange.Redis from SCRIPT LOAD.
            return await database.ScriptEvaluateAsync(_text, keys, arguments, CommandFlags.DemandMaster | CommandFlags.NoScriptCache).ConfigureAwait(false);
        }
    }

    private static string Read(string file)
    {
        using var reader = new StreamReader(typeof(BudgetScript).Assembly.GetManifestResourceStream(file)!);
        // The same hash on every machine, whatever line ends its sources were checked out with.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
