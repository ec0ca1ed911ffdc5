namespace Lobstr.Reactive.Samples.Common;

/// <summary>Where the API key comes from: the environment, else the config file of the official command line tool.</summary>
public static class ApiKeySource
{
    /// <summary>Options with the key that was found.</summary>
    /// <exception cref="UsageException">There is no key.</exception>
    public static LobstrClientOptions FindOptions()
    {
        try
        {
            return LobstrClientOptions.FromEnvironment();
        }
        catch (InvalidOperationException notInEnvironment)
        {
            string path = CliConfigFile.DefaultPath();
            return CliConfigFile.ReadToken(path) is { } token
                ? new LobstrClientOptions { ApiKey = token }
                : throw new UsageException(
                    $"{notInEnvironment.Message} Or write it to {path}, as token in the table auth.", notInEnvironment);
        }
    }
}
