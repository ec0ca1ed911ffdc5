using System.Reactive.Linq;

namespace Lobstr.Reactive.Tests;

/// <summary>Pushing, pulling and cancelling on threads that race.</summary>
public sealed class PulledStreamTests
{
    private const int Rounds = 300;
    private const int Values = 50;

    // No test waits so long: it is how long an end that does not come would be waited for.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_pulls_is_given_everything_in_order_or_is_cancelled(bool cancels)
    {
        for (int round = 0; round < Rounds; round++)
        {
            using var cancellation = new CancellationTokenSource();
            int spin = round * 7 % 500;
            IObservable<int> source = Observable.Create<int>(observer =>
            {
                _ = Task.Run(
                    () =>
                    {
                        for (int i = 0; i < Values; i++)
                            observer.OnNext(i);
                        observer.OnCompleted();
                    },
                    TestContext.Current.CancellationToken);
                return () => { };
            });
            Task canceller = Task.Run(
                () =>
                {
                    Thread.SpinWait(spin);
                    if (cancels)
                        cancellation.Cancel();
                },
                TestContext.Current.CancellationToken);

            List<int> pulled = [];
            Exception? error = await Record.ExceptionAsync(
                () => PullAsync(source, pulled, cancellation.Token).WaitAsync(Guard, TestContext.Current.CancellationToken));
            await canceller;

            Assert.Equal(Enumerable.Range(0, pulled.Count), pulled);
            if (error is null)
                Assert.Equal(Values, pulled.Count);
            else
                Assert.True(cancels && error is OperationCanceledException, $"{error}");
        }
    }

    private static async Task PullAsync(IObservable<int> source, List<int> pulled, CancellationToken cancellationToken)
    {
        await foreach (int value in source.Pull(cancellationToken).ConfigureAwait(false))
            pulled.Add(value);
    }
}
