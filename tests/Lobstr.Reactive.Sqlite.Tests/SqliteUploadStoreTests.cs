using Lobstr.Reactive.Testing;
using Microsoft.Data.Sqlite;

namespace Lobstr.Reactive.Sqlite.Tests;

/// <summary>The store in a file does what every store must, and says what is wrong with its file.</summary>
public sealed class SqliteUploadStoreTests : IDisposable
{
    private readonly Folder _folder = new();

    public static TheoryData<string> Cases => [.. UploadStoreContract.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task It_keeps_the_contract(string name) =>
        UploadStoreContract.RunAsync(name, () => Task.FromResult<IUploadStore>(new SqliteUploadStore(_folder.ConnectionString)));

    [Fact]
    public async Task The_file_is_written_ahead_and_names_the_version_of_its_tables()
    {
        using var store = new SqliteUploadStore(_folder.ConnectionString);
        await store.WriteAsync("", [Record("1")], default);

        Assert.Equal("wal", Ask("PRAGMA journal_mode"));
        Assert.Equal(1L, Ask("SELECT version FROM lobstr_schema"));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_alone()
    {
        using (var store = new SqliteUploadStore(_folder.ConnectionString))
            await store.WriteAsync("", [Record("1")], default);
        Ask("UPDATE lobstr_schema SET version = 2");
        using var older = new SqliteUploadStore(_folder.ConnectionString);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => older.ReadAsync("", default));

        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1L, Ask("SELECT count(*) FROM lobstr_uploads"));
    }

    [Fact]
    public async Task A_programs_own_tables_are_left_alone()
    {
        Ask("CREATE TABLE mine (id INTEGER); PRAGMA user_version = 7;");
        using var store = new SqliteUploadStore(_folder.ConnectionString);
        await store.WriteAsync("", [Record("1")], default);

        Assert.Equal(7L, Ask("PRAGMA user_version"));
        Assert.Equal(0L, Ask("SELECT count(*) FROM mine"));
    }

    [Fact]
    public async Task A_file_that_somebody_has_locked_is_an_IOException_that_names_it_and_works_again_afterwards()
    {
        using var store = new SqliteUploadStore(_folder.ConnectionString + ";Default Timeout=1");
        await store.WriteAsync("", [Record("1")], default);
        using (var other = new SqliteConnection(_folder.ConnectionString + ";Pooling=False"))
        {
            other.Open();
            using SqliteTransaction locked = other.BeginTransaction(deferred: false);

            var refused = await Assert.ThrowsAsync<IOException>(() => store.WriteAsync("", [Record("2")], default));

            Assert.Contains(_folder.Database, refused.Message, StringComparison.Ordinal);
            Assert.Contains("locked", refused.Message, StringComparison.Ordinal);
            // Readers are held up by nobody.
            Assert.Single(await store.ReadAsync("", default));
        }
        await store.WriteAsync("", [Record("2")], default);

        Assert.Equal(2, (await store.ReadAsync("", default)).Count);
    }

    [Fact]
    public async Task A_read_of_a_file_that_is_locked_ends_with_its_token()
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        // Nobody may read either: so it is while another process changes the mode of the file.
        using var other = new SqliteConnection(_folder.ConnectionString + ";Pooling=False");
        other.Open();
        using (SqliteCommand lockAll = other.CreateCommand())
        {
            lockAll.CommandText = "PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE any (thing INTEGER); BEGIN EXCLUSIVE;";
            lockAll.ExecuteNonQuery();
        }
        using var store = new SqliteUploadStore(_folder.ConnectionString + ";Default Timeout=600");
        using var cancellation = new CancellationTokenSource();
        Task<IReadOnlyList<StoredUpload>> reading = store.ReadAsync("", cancellation.Token);
        Assert.False(reading.IsCompleted);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(guard.Token));
        Assert.False(guard.IsCancellationRequested);
    }

    [Fact]
    public async Task A_disk_that_is_full_is_an_IOException_and_nothing_of_the_batch_is_there()
    {
        using var store = new SqliteUploadStore(_folder.ConnectionString);
        await store.WriteAsync("", [Record("1")], default);
        // As full as a disk: the file may not grow any more. The setting is that of one connection, so the batch comes over it.
        using var connection = new SqliteConnection(_folder.ConnectionString + ";Pooling=False");
        connection.Open();
        UploadTable.Prepare(connection);
        using (SqliteCommand limit = connection.CreateCommand())
        {
            limit.CommandText = "PRAGMA max_page_count = 8";
            limit.ExecuteNonQuery();
        }

        StoredUpload[] batch = [Record("2"), Record("3", new string('x', 100_000))];
        var full = Assert.Throws<SqliteException>(() => UploadTable.Write(connection, "", batch));

        Assert.Equal(13, full.SqliteErrorCode);
        Assert.Equal("1", Assert.Single(await store.ReadAsync("", default)).TrackingId);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_an_IOException_that_names_the_file()
    {
        string path = Path.Combine(_folder.Path, "nowhere", "uploads.db");
        using var store = new SqliteUploadStore($"Data Source={path}");

        Assert.Contains(path, (await Assert.ThrowsAsync<IOException>(() => store.ReadAsync("", default))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_store_takes_nothing()
    {
        var store = new SqliteUploadStore(_folder.ConnectionString);
        await store.WriteAsync("", [Record("1")], default);
        store.Dispose();
        store.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ReadAsync("", default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("uploads.db")]
    [InlineData("Mode=Memory")]
    public void A_connection_string_without_a_file_is_refused_at_once(string connectionString) =>
        Assert.Throws<ArgumentException>(() => new SqliteUploadStore(connectionString));

    public void Dispose() => _folder.Dispose();

    private static StoredUpload Record(string id, string content = "content") => new() { TrackingId = id, Version = 1, Content = content };

    private object? Ask(string query)
    {
        using var connection = new SqliteConnection(_folder.ConnectionString + ";Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = query;
        return command.ExecuteScalar();
    }
}
