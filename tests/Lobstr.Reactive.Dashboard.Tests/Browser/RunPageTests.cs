using Lobstr.Reactive.Testing;
using Microsoft.Playwright;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>What people do with runs, alone and with others.</summary>
public sealed class RunPageTests(Chromium chromium)
{
    private const string File = "url\nhttps://example.com/1\n";

    [Fact]
    public async Task A_run_is_aborted_after_a_question_that_the_keyboard_answers()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        rig.Service.ScriptNextUpload(UploadScript.Succeeds());
        rig.Service.ScriptNextRun(RunScript.Running(TimeSpan.FromHours(1), results: 100).Succeeds());
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();
        await page.DropAsync("tasks.csv", File);
        await page.Uploads().Button("Start the run").PressAsync("Enter");
        ILocator run = page.Runs();
        await Assertions.Expect(run.Field("state")).ToHaveTextAsync("Running");

        await run.Button("Abort").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Keep it running" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("dialog")).ToBeHiddenAsync();
        await Assertions.Expect(run.Field("state")).ToHaveTextAsync("Running");
        await run.Button("Abort").PressAsync("Enter");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Abort the run" }).PressAsync("Enter");
        await Assertions.Expect(run.Field("state")).ToHaveTextAsync("Exporting");
        rig.Advance(60);

        await Assertions.Expect(run.Field("state")).ToHaveTextAsync("Aborted");
        await Assertions.Expect(run.GetByText("Download results")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Two_browsers_see_the_same_and_start_one_run()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        rig.Service.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromSeconds(10)).Succeeds());
        rig.Service.ScriptNextRun(RunScript.Running(TimeSpan.FromHours(1), results: 100).Succeeds());
        IPage first = await chromium.OpenAsync(rig.Address);
        IPage second = await chromium.OpenAsync(rig.Address, width: 360);
        await first.ReadyAsync();
        await second.ReadyAsync();

        await first.DropAsync("tasks.csv", File);
        await Assertions.Expect(second.Uploads().Field("state")).ToHaveTextAsync("PROGRESS");
        rig.Advance(10);
        await Assertions.Expect(first.Uploads().Field("state")).ToHaveTextAsync("SUCCESS");
        await second.Uploads().Button("Start the run").ClickAsync();

        await Assertions.Expect(first.Runs().Field("state")).ToHaveTextAsync("Running");
        await Assertions.Expect(second.Runs().Field("state")).ToHaveTextAsync("Running");
        await Assertions.Expect(first.Uploads().Button("Start the run")).ToBeHiddenAsync();
        Assert.Single(rig.Service.Runs);
    }

    [Fact]
    public async Task A_pause_of_the_budget_is_shown_with_its_reason()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();
        await Assertions.Expect(page.Locator("[data-family=tasks]").Field("note")).ToHaveTextAsync("Nothing is waiting.");
        rig.Service.ScriptNextUpload(UploadScript.StaysInProgress());
        rig.Service.Faults.Always(
            Fault.Status(System.Net.HttpStatusCode.TooManyRequests).WithRetryAfter(TimeSpan.FromMinutes(10)),
            request => request.Method == HttpMethod.Get && request.Path.Contains("tasks/upload", StringComparison.Ordinal));

        await page.DropAsync("tasks.csv", File);

        ILocator budget = page.Locator("[data-family=tasks]");
        await Assertions.Expect(budget.Field("note")).ToContainTextAsync("Paused until ");
        await Assertions.Expect(budget.Field("note")).ToContainTextAsync("1 waiting.");
    }
}
