using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Tests;

/// <summary>Files on a disk, which are read in real time.</summary>
public sealed class FileOnDiskTests : IDisposable
{
    private const string Squid = "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4";

    private readonly string _directory = Directory.CreateTempSubdirectory("lobstr-pipeline-").FullName;
    private readonly LobstrSimulator _simulator = new(DefaultScheduler.Instance, new LobstrSimulatorOptions { UploadLife = _ => UploadScript.Succeeds() });
    private readonly LobstrClient _client;

    public FileOnDiskTests() => _client = _simulator.CreateClient();

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_file_on_disk_is_sent()
    {
        string path = Write("tasks.tsv", "a\tb\n1\t2\n");

        await _client.Uploads.SendAsync(Squid, TaskFile.FromPath(path), TestContext.Current.CancellationToken);

        Assert.Equal("tasks.tsv", _simulator.Uploads[0].FileName);
        Assert.Equal(["a", "b"], _simulator.Uploads[0].Columns);
    }

    [Fact]
    public async Task A_file_that_comes_later_is_sent_by_the_same_observable()
    {
        IObservable<UploadStatus> sending = _client.Uploads.SendAndWatch(Squid, TaskFile.FromPath(Path.Combine(_directory, "later.csv")));
        await Assert.ThrowsAsync<FileNotFoundException>(() => sending.ToTask(TestContext.Current.CancellationToken));
        Assert.Equal(0, _simulator.RequestCount);

        Write("later.csv", "a\n1\n");

        UploadStatus status = await sending.ToTask(TestContext.Current.CancellationToken);
        Assert.Equal((UploadState.Success, 1), (status.State, status.Meta!.Inserted));
    }

    [Fact]
    public async Task An_empty_file_has_no_tasks()
    {
        string path = Write("empty.csv", "");

        var error = await Assert.ThrowsAsync<InvalidDataException>(
            () => _client.Uploads.SendAsync(Squid, TaskFile.FromPath(path), TestContext.Current.CancellationToken));

        Assert.Contains("'empty.csv' is empty", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _simulator.RequestCount);
    }

    [Fact]
    public async Task A_file_that_was_sent_is_not_kept_open()
    {
        string path = Write("tasks.csv", "a\n1\n");
        await _client.Uploads.SendAsync(Squid, TaskFile.FromPath(path), TestContext.Current.CancellationToken);

        // Nobody else may have it: this fails where anybody still does.
        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(4, alone.Length);
    }

    private string Write(string name, string text)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
