using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Lobstr.Reactive.Sqlite;

/// <summary>The tables of the store, and what is done with them.</summary>
internal static class UploadTable
{
    /// <summary>The version of the tables. Older ones are brought up to it here, newer ones are refused.</summary>
    private const long SchemaVersion = 1;

    /// <summary>Makes the tables, unless they are there.</summary>
    /// <exception cref="InvalidOperationException">A newer version of this package has made them.</exception>
    public static void Prepare(SqliteConnection connection)
    {
        // The journal outlives a death of the process, and with full flushes one of the machine, too.
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        // Whoever only reads waits for no lock.
        if (VersionOf(connection) is not { } version)
        {
            Make(connection);
            version = VersionOf(connection) ?? 0;
        }
        if (version > SchemaVersion)
        {
            throw new InvalidOperationException(
                $"The file '{connection.DataSource}' was written by a newer version of Lobstr.Reactive.Sqlite: its tables have version {version}, and this one knows {SchemaVersion}.");
        }
    }

    public static IReadOnlyList<StoredUpload> Read(SqliteConnection connection, string account)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT tracking_id, version, content FROM lobstr_uploads WHERE account = $account";
        command.Parameters.AddWithValue("$account", account);
        using SqliteDataReader reader = command.ExecuteReader();
        List<StoredUpload> records = [];
        while (reader.Read())
            records.Add(new StoredUpload { TrackingId = reader.GetString(0), Version = reader.GetInt64(1), Content = reader.GetString(2) });
        return records;
    }

    public static void Write(SqliteConnection connection, string account, IReadOnlyList<StoredUpload> batch)
    {
        if (batch.Count == 0)
            return;
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        using SqliteCommand put = CreateCommand(
            """
            INSERT INTO lobstr_uploads (account, tracking_id, version, content) VALUES ($account, $id, $version, $content)
            ON CONFLICT (account, tracking_id) DO UPDATE SET version = excluded.version, content = excluded.content
            WHERE excluded.version > version
            """);
        SqliteParameter content = put.Parameters.Add("$content", SqliteType.Text);
        using SqliteCommand delete = CreateCommand(
            "DELETE FROM lobstr_uploads WHERE account = $account AND tracking_id = $id AND version < $version");
        foreach (StoredUpload record in batch)
        {
            SqliteCommand command = record.Content is null ? delete : put;
            command.Parameters["$id"].Value = record.TrackingId;
            command.Parameters["$version"].Value = record.Version;
            if (record.Content is not null)
                content.Value = record.Content;
            command.ExecuteNonQuery();
        }
        transaction.Commit();

        SqliteCommand CreateCommand(string text)
        {
            SqliteCommand command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = text;
            command.Parameters.AddWithValue("$account", account);
            command.Parameters.Add("$id", SqliteType.Text);
            command.Parameters.Add("$version", SqliteType.Integer);
            return command;
        }
    }

    private static long? VersionOf(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'lobstr_schema'";
        if (Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture) == 0)
            return null;
        command.CommandText = "SELECT max(version) FROM lobstr_schema";
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    // In one transaction: another process may be making them, too, and one that dies leaves none of them.
    private static void Make(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        Execute(
            connection,
            """
            CREATE TABLE IF NOT EXISTS lobstr_schema (version INTEGER NOT NULL);
            INSERT INTO lobstr_schema SELECT 1 WHERE NOT EXISTS (SELECT * FROM lobstr_schema);
            CREATE TABLE IF NOT EXISTS lobstr_uploads (
                account TEXT NOT NULL,
                tracking_id TEXT NOT NULL,
                version INTEGER NOT NULL,
                content TEXT NOT NULL,
                PRIMARY KEY (account, tracking_id)) WITHOUT ROWID;
            """,
            transaction);
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string text, SqliteTransaction? transaction = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
