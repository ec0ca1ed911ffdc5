using Tomlyn;
using Tomlyn.Model;

namespace Lobstr.Reactive.Samples.Common;

/// <summary>The file in which the official command line tool keeps the API key: <c>lobstr/config.toml</c>.</summary>
public static class CliConfigFile
{
    /// <summary>Where the file is for the current user, whether or not it is there.</summary>
    public static string DefaultPath()
    {
        string? configHome = Environment.GetEnvironmentVariable("XDG_CONFIG_HOME");
        // The XDG specification says to ignore a path that is not absolute.
        if (!Path.IsPathFullyQualified(configHome ?? ""))
            configHome = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return Path.Combine(configHome!, "lobstr", "config.toml");
    }

    /// <summary>The key in the table <c>auth</c>; null where there is no file, no table, or no key in it.</summary>
    /// <exception cref="UsageException">The file cannot be read. The message names it, and never quotes it.</exception>
    public static string? ReadToken(string path)
    {
        TomlTable config;
        try
        {
            config = TomlSerializer.Deserialize<TomlTable>(File.ReadAllText(path)) ?? [];
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
        catch (TomlException malformed)
        {
            // The parser's own message may quote the line, and with it the key.
            throw new UsageException($"{path} is not valid TOML: there is a mistake in line {malformed.Line}.");
        }

        if (!config.TryGetValue("auth", out object? auth))
            return null;
        if (auth is not TomlTable table)
            throw new UsageException($"{path} is of no use: auth is not a table.");
        if (!table.TryGetValue("token", out object? token))
            return null;
        if (token is not string key)
            throw new UsageException($"{path} is of no use: token in the table auth is not a string.");
        return string.IsNullOrWhiteSpace(key) ? null : key.Trim();
    }
}
