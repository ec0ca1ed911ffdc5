using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>A real server that plays a plan, and keeps a log of the statuses that it has told.</summary>
internal sealed class SoakServer(SoakPlan plan)
{
    private readonly int[] _next = new int[plan.Scripts.Length];
    private readonly List<SoakStep>[] _log = [.. plan.Scripts.Select(script => new List<SoakStep>(script.Length))];
    private readonly TaskCompletionSource _third = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _twoThirds = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _answers;
    private int _uncalledFor;

    /// <summary>Ends when a third of the plan has been played.</summary>
    public Task Third => _third.Task;

    public Task TwoThirds => _twoThirds.Task;

    public int Answers => _answers;

    /// <summary>How many requests came after the end of a script.</summary>
    public int UncalledFor => _uncalledFor;

    /// <summary>The statuses that an upload was told to have, in their order.</summary>
    public IReadOnlyList<SoakStep> LogOf(int upload) => _log[upload];

    public Task<KestrelHost> StartAsync(CancellationToken cancellationToken) =>
        KestrelHost.StartAsync(HttpProtocols.Http1, AnswerAsync, cancellationToken);

    private async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        int upload = int.Parse(path.AsSpan(path.LastIndexOf('/') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        SoakStep[] script = plan.Scripts[upload];
        int place = _next[upload]++;
        if (place >= script.Length)
        {
            Interlocked.Increment(ref _uncalledFor);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        Count();
        SoakStep step = script[place];
        if (step.Kind is SoakStepKind.Status)
            _log[upload].Add(step);
        if (step.Delay > 0)
            await Task.Delay(step.Delay, context.RequestAborted);
        await PlayAsync(context, step, upload);
    }

    private static async Task PlayAsync(HttpContext context, SoakStep step, int upload)
    {
        HttpResponse response = context.Response;
        switch (step.Kind)
        {
            case SoakStepKind.Status:
                await response.WriteAsync(Json(upload, step.State, step.Inserted));
                break;
            case SoakStepKind.ServerError:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                await response.WriteAsync("<html>Oops</html>");
                break;
            case SoakStepKind.Unavailable:
                response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case SoakStepKind.Reset:
                context.Abort();
                break;
            case SoakStepKind.ResetInBody:
                response.ContentLength = 1000;
                await response.WriteAsync("{\"state\":\"SUCCESS\"");
                await response.Body.FlushAsync();
                context.Abort();
                break;
            case SoakStepKind.Garbage:
                await response.WriteAsync("{\"state\":\"SUCCESS\"");
                break;
            case SoakStepKind.SomebodyElse:
                await response.WriteAsync(Json(upload + 1, UploadState.Success, 1));
                break;
            case SoakStepKind.Empty:
                break;
            case SoakStepKind.Throttled:
                response.StatusCode = StatusCodes.Status429TooManyRequests;
                response.Headers.RetryAfter = "1";
                break;
        }
    }

    private static string Json(int upload, UploadState state, int inserted) =>
        $$"""{"id":"{{SoakPlan.IdOf(upload)}}","object":"task_upload","state":"{{state.ToString().ToUpperInvariant()}}","meta":{"inserted":{{inserted}} } }""";

    private void Count()
    {
        int answers = Interlocked.Increment(ref _answers);
        int all = plan.Scripts.Length * plan.Polls;
        if (answers == all / 3)
            _third.SetResult();
        if (answers == all / 3 * 2)
            _twoThirds.SetResult();
    }
}
