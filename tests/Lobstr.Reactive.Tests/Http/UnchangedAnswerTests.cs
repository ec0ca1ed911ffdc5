using System.Text;

namespace Lobstr.Reactive.Tests;

/// <summary>An unchanged answer is not even a new object, and a changed one never the old.</summary>
public class UnchangedAnswerTests
{
    private static readonly Secret Key = new(ClientRun.Key);

    private static readonly string[] Uploads =
    [
        """{"state":"PENDING"}""",
        """{"state":"pending"}""",
        """{"state":"PROGRESS","meta":null}""",
        """{"state":"PROGRESS","meta":{}}""",
        """{"state":"PROGRESS","meta":{"valid":1,"inserted":2,"duplicates":3,"invalid":4}}""",
        """{"state":"PROGRESS","meta":{"valid":9,"inserted":2,"duplicates":3,"invalid":4}}""",
        """{"state":"PROGRESS","meta":{"valid":1,"inserted":9,"duplicates":3,"invalid":4}}""",
        """{"state":"PROGRESS","meta":{"valid":1,"inserted":2,"duplicates":9,"invalid":4}}""",
        """{"state":"PROGRESS","meta":{"valid":1,"inserted":2,"duplicates":3,"invalid":9}}""",
        """{"state":"FAILURE","meta":{"valid":1,"inserted":2,"duplicates":3,"invalid":4}}""",
        """{"state":"STARTED"}""",
        """{"state":"RETRY"}""",
        $$"""{"state":"{{new string('A', 200)}}"}""",
        $$"""{"state":"{{new string('A', 201)}}"}""",
    ];

    private static readonly string[] Runs =
    [
        """{"is_done":false,"status":"running"}""",
        """{"is_done":false,"status":"running","total_results":1}""",
        """{"is_done":true,"status":"done"}""",
    ];

    private static readonly string[] Stats =
    [
        """{"is_done":false,"percent_done":"37%"}""",
        """{"is_done":false,"percent_done":"38%"}""",
        """{"is_done":true,"percent_done":"38%"}""",
    ];

    [Fact]
    public void Of_an_upload() => AreThemselvesAndNoOther(UploadResource.Instance, Uploads);

    [Fact]
    public void Of_a_run() => AreThemselvesAndNoOther(RunResource.Existing, Runs);

    [Fact]
    public void Of_the_progress_of_a_run() => AreThemselvesAndNoOther(RunStatsResource.Instance, Stats);

    [Theory]
    [InlineData("""{"state":"PROGRESS","meta":{"valid":1,"inserted":2,"duplicates":3,"invalid":4},"id":"X1"}""")]
    [InlineData("""{"object":"task_upload","meta":{"invalid":4,"duplicates":3,"inserted":2,"valid":1.0},"state":"PROGRE\u0053S"}""")]
    [InlineData("""{"meta.valid":1,"meta.inserted":2,"meta.duplicates":3,"meta.invalid":4,"state":"PROGRESS"}""")]
    public void Of_an_upload_however_it_is_written(string body)
    {
        UploadStatus last = Read(UploadResource.Instance, Uploads[4], last: null);

        Assert.Same(last, Read(UploadResource.Instance, body, last));
    }

    [Fact]
    public void Of_an_upload_cost_no_memory()
    {
        foreach (string body in Uploads.Where(body => body.Length <= 128))
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(body);
            UploadStatus last = Read(UploadResource.Instance, utf8, last: null);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
                _ = Read(UploadResource.Instance, utf8, last);
            long bytes = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(bytes == 0, $"{bytes} bytes for {body}");
        }
    }

    // Each answer after each: the last is returned after itself, and what was read afresh after any other.
    private static void AreThemselvesAndNoOther<T>(Resource<T> resource, string[] bodies)
        where T : class
    {
        foreach (string before in bodies)
        {
            T last = Read(resource, before, last: null);
            foreach (string body in bodies)
            {
                T value = Read(resource, body, last);
                Assert.Equal(body == before, ReferenceEquals(value, last));
                Assert.Equal(Read(resource, body, last: null), value);
            }
        }
    }

    private static T Read<T>(Resource<T> resource, string body, T? last)
        where T : class => Read(resource, Encoding.UTF8.GetBytes(body), last);

    private static T Read<T>(Resource<T> resource, byte[] utf8, T? last)
        where T : class => resource.Redacted(Key, resource.Read(utf8, "x-1", last));
}
