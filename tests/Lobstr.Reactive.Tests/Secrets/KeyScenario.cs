using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Tests;

/// <summary>A client with the marked key, a far end that knows it, and something that goes wrong between them.</summary>
/// <param name="Name">What goes wrong.</param>
/// <param name="Script">What the far end does.</param>
public sealed record KeyScenario(string Name, Action<StubHandler> Script)
{
    // Longer than any retry or timeout that is asked for here.
    private const double Seconds = 4_000;

    /// <summary>Lets everything that a client can do go wrong in this way.</summary>
    public void Play(KeyHunt hunt)
    {
        foreach ((string name, Func<LobstrClient, Task> call) in ClientCalls.All)
        {
            using ClientRun run = new(options => options with { ApiKey = MarkedKey.Value });
            string where = $"{Name}, {name}:";
            using IDisposable listening = run.Client.Events.Subscribe(happened => hunt.Walk(where, happened));
            Script(run.Service);
            run.Service.Forever();
            Task task = call(run.Client);
            run.RunTo(Seconds);
            // What goes on for ever ends with its client.
            run.Client.Dispose();
            run.RunTo(Seconds + 1);
            Assert.True(task.IsCompleted, $"{where} no end.");
            hunt.Walk(where, task.Exception ?? ResultOf(task));
            hunt.Walk(where, run.Client);
        }
    }

    private static object? ResultOf(Task task) =>
        task.IsCompletedSuccessfully ? task.GetType().GetProperty(nameof(Task<>.Result))?.GetValue(task) : null;
}
