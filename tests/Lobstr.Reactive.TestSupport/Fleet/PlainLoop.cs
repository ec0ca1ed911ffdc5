using System.Reactive.Concurrency;
using System.Text.Json;

namespace Lobstr.Reactive.TestSupport;

/// <summary>What one writes by hand: ask every two seconds until SUCCESS; after a 429 wait for Retry-After.</summary>
public sealed class PlainLoop(HttpClient http, string id, IScheduler scheduler, Action onSuccess)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    public void Ask() => http
        .GetAsync(new Uri($"https://api.lobstr.io/v1/tasks/upload/{id}"))
        .ContinueWith(OnAnswer, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void OnAnswer(Task<HttpResponseMessage> asked)
    {
        using HttpResponseMessage response = asked.Result;
        TimeSpan delay = response.Headers.RetryAfter?.Delta ?? Interval;
        if (response.IsSuccessStatusCode && IsSuccess(response))
            onSuccess();
        else
            scheduler.Schedule(delay, Ask);
    }

    private static bool IsSuccess(HttpResponseMessage response)
    {
        using JsonDocument body = JsonDocument.Parse(response.Content.ReadAsStream());
        return body.RootElement.GetProperty("state").GetString() == "SUCCESS";
    }
}
