using Lobstr.Reactive.Hosting;
using Lobstr.Reactive.Sqlite;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps tracked uploads in a SQLite file.</summary>
public static class LobstrSqliteExtensions
{
    /// <summary>Keeps the account's uploads in a file: <c>t.UseSqlite("Data Source=uploads.db")</c>.</summary>
    /// <param name="builder">What is said about the tracking of the account's uploads.</param>
    /// <param name="connectionString">
    /// What Microsoft.Data.Sqlite takes. Accounts may share a file: each sees its own uploads. See <see cref="SqliteUploadStore"/>.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The connection string cannot be read, or names no file.</exception>
    public static IUploadTrackingBuilder UseSqlite(this IUploadTrackingBuilder builder, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Now, that a mistake is found on the line that has it; opened later, so that it is closed with the services.
        new SqliteUploadStore(connectionString).Dispose();
        return builder.UseStore(_ => new SqliteUploadStore(connectionString));
    }
}
