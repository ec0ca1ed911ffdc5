namespace Lobstr.Reactive;

/// <summary>Polls the service about an upload.</summary>
internal sealed class UploadPoll(UploadsClient uploads, string id)
    : Poll<UploadStatus>(uploads.Queue, uploads.Family, id)
{
    public override TimeSpan? Timeout => uploads.RequestTimeout;

    public override Task? Send(CancellationToken cancellationToken) => uploads.AskAsync(Id!, Last, cancellationToken);

    protected override Answer<UploadStatus> Read(Task task) => task.IsCompletedSuccessfully
        ? ((Task<Answer<UploadStatus>>)task).Result
        : Answer<UploadStatus>.Failed(Faults.Of(task));
}
