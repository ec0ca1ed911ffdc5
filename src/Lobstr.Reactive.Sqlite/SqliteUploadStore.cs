using Microsoft.Data.Sqlite;

namespace Lobstr.Reactive.Sqlite;

/// <summary>Tracked uploads in a SQLite file.</summary>
/// <remarks>
/// <para>
/// The file is made when it is first needed; its directory must be there. It is written ahead (WAL) and flushed with each batch, so that
/// what is written outlives the process and the machine. Several accounts, each with a store of its own, may share one file, and so may the
/// program's own tables: the store touches <c>lobstr_uploads</c> and <c>lobstr_schema</c> alone. Not for files on a network share, where
/// SQLite's locks cannot be relied on.
/// </para>
/// <para>
/// Thread-safe. SQLite itself is synchronous: its work is done on the thread pool, one batch at a time. What it throws arrives as an
/// <see cref="IOException"/> that names the file; the next access opens the file anew.
/// </para>
/// </remarks>
public sealed class SqliteUploadStore : IUploadStore, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _connectionString;
    private readonly string _file;
    private SqliteConnection? _connection;
    private volatile bool _isDisposed;

    /// <summary>A store in a file.</summary>
    /// <param name="connectionString">
    /// What Microsoft.Data.Sqlite takes, such as <c>Data Source=uploads.db</c>. How long a file that somebody else has locked is waited for,
    /// says <c>Default Timeout</c>, in seconds; default here: 5. Nothing is opened yet.
    /// </param>
    /// <exception cref="ArgumentException">It cannot be read, or names no file.</exception>
    public SqliteUploadStore(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var settings = new SqliteConnectionStringBuilder(connectionString);
        if (settings.DataSource.Length == 0)
            throw new ArgumentException("The connection string names no file: write 'Data Source=uploads.db'.", nameof(connectionString));
        if (!settings.ShouldSerialize("Default Timeout"))
            settings.DefaultTimeout = 5;
        // A pool would keep the file open after Dispose.
        settings.Pooling = false;
        _connectionString = settings.ToString();
        _file = settings.DataSource;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredUpload>> ReadAsync(string account, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        Task<IReadOnlyList<StoredUpload>> reading = InTurnAsync(connection => UploadTable.Read(connection, account), cancellationToken);
        // A file that is locked keeps nobody who does not want it any more; what becomes of that is nobody's then.
        reading.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return reading.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task WriteAsync(string account, IReadOnlyList<StoredUpload> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(batch);
        return InTurnAsync(
            connection =>
            {
                UploadTable.Write(connection, account, batch);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Closes the file, after the batch that is being written. What comes later is an <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        // Whoever has the turn closes the file when it is done with it.
        _ = CloseAsync();
    }

    private async Task CloseAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        Close();
        _turn.Release();
    }

    private async Task<T> InTurnAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return await Task.Run(() => work(Open()), CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException error)
        {
            Close();
            throw new IOException($"The file of tracked uploads, '{_file}', fails: {error.Message}", error);
        }
        finally
        {
            _turn.Release();
        }
    }

    private SqliteConnection Open()
    {
        if (_connection is not null)
            return _connection;
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            UploadTable.Prepare(connection);
            return _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
