using System.Reactive.Linq;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class UserInterface : RecipeTest
{
    private static IDisposable OnTheUiThread(LobstrClient client, string id, Label label)
    {
        // Recipe: UI thread
        IDisposable watch = client.Uploads.Watch(id)
            .ObserveOn(SynchronizationContext.Current!)
            .Subscribe(
                status => label.Text = status.RawState,
                error => label.Text = error.Message);
        // Recipe end
        return watch;
    }

    [Fact]
    public void The_label_changes_on_its_own_thread()
    {
        string id = Simulator.AddUpload(Quick);
        var label = new Label();
        var ui = new UiThread();
        ui.Run(() => OnTheUiThread(Client, id, label));

        Advance(1);
        Assert.Equal("", label.Text);
        ui.RunPosted();
        Assert.Equal("PENDING", label.Text);
        Advance(60);
        ui.RunPosted();

        Assert.Equal("SUCCESS", label.Text);
    }

    [Fact]
    public void What_was_posted_before_Dispose_does_not_arrive_after_it()
    {
        string id = Simulator.AddUpload(Quick);
        var label = new Label();
        var ui = new UiThread();
        IDisposable? watch = null;
        ui.Run(() => watch = OnTheUiThread(Client, id, label));
        Advance(1);

        watch!.Dispose();
        ui.RunPosted();

        Assert.Equal("", label.Text);
    }

    private sealed class Label
    {
        public string Text { get; set; } = "";
    }

    /// <summary>Keeps what is posted to it until the thread has time for it.</summary>
    private sealed class UiThread : SynchronizationContext
    {
        private readonly Queue<Action> _posted = [];

        public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue(() => d(state));

        public void RunPosted() => Run(() =>
        {
            while (_posted.TryDequeue(out Action? next))
                next();
        });

        public void Run(Action action)
        {
            SynchronizationContext? before = Current;
            SetSynchronizationContext(this);
            try
            {
                action();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
