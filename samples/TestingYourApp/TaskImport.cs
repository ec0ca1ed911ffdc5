using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Lobstr.Reactive;

namespace TestingYourApp;

/// <summary>Sends a file of tasks and starts the run when all its rows have arrived, unless the user cancels.</summary>
/// <param name="lobstr">The interface and not the class, so that the app can put anything in its place.</param>
/// <param name="scheduler">
/// Whose time counts. The app passes <see cref="DefaultScheduler.Instance"/>, a test its virtual clock: whatever waits takes
/// the scheduler, or the test would wait too.
/// </param>
public sealed class TaskImport(ILobstrClient lobstr, IScheduler scheduler)
{
    /// <summary>How long the user has to cancel after a warning.</summary>
    public static readonly TimeSpan TimeToThink = TimeSpan.FromSeconds(30);

    private const double TolerableShare = 0.05;

    /// <summary>Imports a file; nothing happens before the subscription.</summary>
    /// <param name="squid">The squid that is to run.</param>
    /// <param name="file">The tasks.</param>
    /// <param name="cancel">The user's cancel button: hot, and its first click counts.</param>
    /// <returns>
    /// The steps, the last of them <see cref="ImportStep.RunStarted"/>; where the user cancels, it completes without that one. An
    /// upload that fails, or a run that cannot be started, is an OnError.
    /// </returns>
    public IObservable<ImportStep> Import(string squid, TaskFile file, IObservable<Unit> cancel) =>
        // Publish: everything below looks at one upload. Without it each subscription to the cold Send would send the file again.
        lobstr.Uploads.SendAndWatch(squid, file).Publish(statuses =>
        {
            IObservable<ImportStep> progress = statuses.Select(status => new ImportStep.Uploading(status));

            IObservable<ImportStep> warning = statuses
                .WhenSucceeded()
                .Where(HasManyInvalidRows)
                .Select(status => new ImportStep.ManyInvalidRows(status.Meta!.Invalid, RowsOf(status.Meta)));

            IObservable<ImportStep> run = statuses
                // The gate: before SUCCESS the run would miss the rows that have not been inserted yet.
                .WhenSucceeded()
                .Delay(status => Observable.Timer(HasManyInvalidRows(status) ? TimeToThink : TimeSpan.Zero, scheduler))
                // Before Start and not after it: a click that comes while the service is starting the run must not hide from the
                // user that it runs, for it costs money.
                .TakeUntil(cancel)
                .SelectMany(_ => lobstr.Runs.Start(squid))
                .Select(started => new ImportStep.RunStarted(started));

            return Observable.Merge(progress, warning).TakeUntil(cancel).Merge(run);
        });

    private static bool HasManyInvalidRows(UploadStatus status) =>
        // The service may have no counts to give; then there is nothing to warn of.
        status.Meta is { } meta && meta.Invalid > TolerableShare * RowsOf(meta);

    private static long RowsOf(UploadMeta meta) => meta.Valid + meta.Invalid;
}
