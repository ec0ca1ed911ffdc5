namespace System.Threading.Tasks;

/// <summary>The end of a task that is that of another one, of .NET 10.</summary>
internal static class TaskCompletionSources
{
    public static void SetFromTask<T>(this TaskCompletionSource<T> source, Task<T> task)
    {
        if (task.IsCanceled)
            source.SetCanceled();
        else if (task.Exception is { } fault)
            source.SetException(fault.InnerExceptions);
        else
            source.SetResult(task.Result);
    }
}
