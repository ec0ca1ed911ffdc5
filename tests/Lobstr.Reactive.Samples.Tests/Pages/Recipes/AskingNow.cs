using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Samples.Tests.Pages.Recipes;

public sealed class AskingNow : RecipeTest
{
    private void Refresh(LobstrClient client, string uploadTaskId)
    {
        // Recipe: ask now
        client.Uploads.AskNow(uploadTaskId);
        foreach (BudgetUsage usage in client.GetUsage())
            Console.WriteLine($"{usage.Family}: {usage.UsedInWindow} of {usage.Cap} used, {usage.Waiting} wait {usage.PauseReason}");
        // Recipe end
    }

    [Fact]
    public void The_upload_is_polled_at_once_and_the_budgets_are_told()
    {
        Simulator.AddUpload("one", UploadScript.StaysPending());
        using IDisposable watch = Client.Uploads.Watch("one", new() { Schedule = PollSchedule.Every(TimeSpan.FromSeconds(60)) }).Subscribe();
        Advance(10);
        Refresh(Client, "one");
        Advance(1);

        Assert.Equal(2, Simulator.RequestCount);
        Assert.Equal("tasks: 1 of 90 used, 0 wait ", Printed[0]);
        Assert.Equal(5, Printed.Count);
    }
}
