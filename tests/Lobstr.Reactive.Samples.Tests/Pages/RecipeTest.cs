using System.Reactive.Concurrency;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages;

/// <summary>Recipes of the pages and what comes out of them, against the simulated service in virtual time.</summary>
/// <remarks>Code between "Recipe:" and "Recipe end" stands on a page as it is; <see cref="PageTests"/> sees to that.</remarks>
public abstract class RecipeTest : IDisposable
{
    protected RecipeTest()
    {
        Simulator = new LobstrSimulator(Scheduler);
        Client = Simulator.CreateClient();
    }

    protected static UploadMeta Counts { get; } = new() { Valid = 10, Inserted = 8, Duplicates = 2 };

    /// <summary>Pending for 3 s, in progress for 4 s, then SUCCESS: asked at 0, 2, 4, 6 and 8 s.</summary>
    protected static UploadScript Quick { get; } =
        UploadScript.Pending(TimeSpan.FromSeconds(3)).Progress(TimeSpan.FromSeconds(4)).Succeeds(Counts);

    protected static UploadScript Failing { get; } = UploadScript.Pending(TimeSpan.FromSeconds(3)).Fails();

    protected HistoricalScheduler Scheduler { get; } = new();

    protected LobstrSimulator Simulator { get; }

    protected LobstrClient Client { get; }

    /// <summary>Where recipes write, by the name that they know.</summary>
    protected RecipeConsole Console { get; } = new();

    protected IReadOnlyList<string> Printed => Console.Lines;

    public void Dispose()
    {
        Client.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void Advance(double seconds) => Scheduler.AdvanceBy(TimeSpan.FromSeconds(seconds));

    /// <summary>Lets virtual time pass until a recipe has come to its end.</summary>
    /// <remarks>What reads a real file does so in real time, so this gives it a moment of that between the steps.</remarks>
    protected async Task<T> EndOf<T>(Task<T> recipe)
    {
        await EndOf((Task)recipe);
        return await recipe;
    }

    /// <inheritdoc cref="EndOf{T}(Task{T})"/>
    protected async Task EndOf(Task recipe)
    {
        for (int step = 0; step < 10_000 && !recipe.IsCompleted; step++)
        {
            Advance(1);
            await Task.WhenAny(recipe, Task.Delay(1));
        }
        Assert.True(recipe.IsCompleted, "The recipe has not come to its end.");
        await recipe;
    }
}
