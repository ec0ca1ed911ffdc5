using Lobstr.Reactive.Testing;
using Microsoft.Playwright;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>What people see of their uploads, in a real browser.</summary>
public sealed class UploadPageTests(Chromium chromium)
{
    private const string File = "url\nhttps://example.com/1\nhttps://example.com/2\n";

    [Fact]
    public async Task A_file_is_dropped_and_runs_and_its_rows_are_downloaded()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        rig.Service.ScriptNextUpload(UploadScript
            .Pending(TimeSpan.FromSeconds(10))
            .Progress(TimeSpan.FromSeconds(10), new UploadMeta { Valid = 1, Inserted = 1 })
            .Succeeds(new UploadMeta { Valid = 1_200, Inserted = 1_150, Duplicates = 50, Invalid = 6 }));
        rig.Service.ScriptNextRun(RunScript
            .Pending(TimeSpan.FromSeconds(10))
            .Running(TimeSpan.FromSeconds(10), results: 30)
            .Paused(TimeSpan.FromSeconds(10), "no_account_available", "No account is free.")
            .Running(TimeSpan.FromSeconds(10), results: 30)
            .Succeeds(exportAfter: TimeSpan.Zero));
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();

        await page.DropAsync("tasks.csv", File);
        ILocator upload = page.Uploads();
        await Assertions.Expect(upload.Field("name")).ToHaveTextAsync("tasks.csv");
        await Assertions.Expect(upload.Field("squid")).ToHaveTextAsync("to Bakeries in Lyon");
        await Assertions.Expect(upload.Field("state")).ToHaveTextAsync("PENDING");
        await Assertions.Expect(upload.Field("asked")).ToContainTextAsync("ago");
        rig.Advance(10);
        await Assertions.Expect(upload.Field("state")).ToHaveTextAsync("PROGRESS");
        await Assertions.Expect(upload.Field("inserted")).ToHaveTextAsync("1");
        await Assertions.Expect(upload.Button("Start the run")).ToBeHiddenAsync();
        rig.Advance(10);
        await Assertions.Expect(upload.Field("state")).ToHaveTextAsync("SUCCESS");
        await Assertions.Expect(upload.Field("inserted")).ToHaveTextAsync("1,150");
        await Assertions.Expect(upload.Field("duplicates")).ToHaveTextAsync("50");
        await Assertions.Expect(upload.Field("invalid")).ToHaveTextAsync("6");
        await Assertions.Expect(upload.Field("note")).ToContainTextAsync("6 rows are invalid");
        await Assertions.Expect(page.Locator("#announcer")).ToContainTextAsync("tasks.csv: SUCCESS");

        await upload.Button("Start the run").ClickAsync();
        ILocator run = page.Runs();
        await Assertions.Expect(run.Field("state")).ToHaveTextAsync("Pending");
        await Assertions.Expect(upload.Button("Start the run")).ToBeHiddenAsync();
        await Assertions.Expect(run.Field("squid")).ToHaveTextAsync("Bakeries in Lyon");
        rig.Advance(15);
        await Assertions.Expect(run.Field("state")).ToHaveTextAsync("Running");
        await Assertions.Expect(run.Field("bar")).ToHaveAttributeAsync("aria-valuenow", "25");
        await Assertions.Expect(run.Field("results")).ToHaveTextAsync("15");
        await Assertions.Expect(run.Field("credits")).ToHaveTextAsync("1.5");
        rig.Advance(10);
        await Assertions.Expect(run.Field("state")).ToHaveTextAsync("Paused");
        await Assertions.Expect(run.Field("note")).ToContainTextAsync("No account is free.");
        rig.Advance(60);
        await Assertions.Expect(run.Field("state")).ToHaveTextAsync("Done");
        await Assertions.Expect(run.Field("results")).ToHaveTextAsync("60");
        await Assertions.Expect(run.Button("Abort")).ToBeHiddenAsync();

        IDownload download = await page.RunAndWaitForDownloadAsync(() => run.GetByText("Download results").ClickAsync());
        StartedRun started = Assert.Single(rig.Service.Runs);
        Assert.Equal($"run-{started.Id}.csv", download.SuggestedFilename);
        using LobstrClient client = rig.Service.CreateClient();
        using var expected = new MemoryStream();
        await client.Runs.DownloadAsync(started.Id, expected);
        Assert.Equal(expected.ToArray(), await System.IO.File.ReadAllBytesAsync(await download.PathAsync()));
        Assert.InRange(expected.Length, 1_000, 1_000_000);
    }

    [Fact]
    public async Task Files_that_wait_go_to_the_squid_that_was_chosen_when_they_came()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync(new Dictionary<string, string> { ["First"] = "a1", ["Second"] = "b2" }, TimeSpan.Zero);
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();
        var isOtherChosen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/api/uploads?**", async route =>
        {
            await isOtherChosen.Task;
            await route.ContinueAsync();
        });
        await page.Locator("#squid").SelectOptionAsync("a1");

        await page.ChooseAsync(File, "one.csv", "two.csv");
        await page.Locator("#squid").SelectOptionAsync("b2");
        isOtherChosen.SetResult();

        await Assertions.Expect(page.Uploads()).ToHaveCountAsync(2);
        await Assertions.Expect(page.Uploads().Field("squid")).ToHaveTextAsync(["to First", "to First"]);
    }

    [Fact]
    public async Task A_file_with_other_columns_is_not_sent_and_the_page_says_which()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();

        await page.DropAsync("links.csv", "link,colour\nhttps://example.com/1,red\n");

        await Assertions.Expect(page.Locator("#send-error")).ToContainTextAsync("links.csv: The columns do not fit: Not known to this squid: link, colour. Missing: ");
        await Assertions.Expect(page.Locator("#send-error")).ToContainTextAsync("Nothing was sent.");
        await Assertions.Expect(page.Uploads()).ToHaveCountAsync(0);
        Assert.Empty(rig.Service.Uploads);
    }

    [Fact]
    public async Task A_file_that_is_no_table_is_refused_by_the_page_itself()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();

        await page.DropAsync("tasks.xlsx", "PK");

        await Assertions.Expect(page.Locator("#send-error")).ToHaveTextAsync("tasks.xlsx: A file of tasks ends in .csv or .tsv. Nothing was sent.");
        Assert.Empty(rig.Service.Uploads);
    }

    [Fact]
    public async Task A_chosen_TSV_that_fails_says_so_and_offers_no_run_and_can_be_removed()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        rig.Service.ScriptNextUpload(UploadScript.Progress(TimeSpan.FromSeconds(10)).Fails(new UploadMeta { Invalid = 2 }));
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();

        await page.ChooseAsync("url\nhttps://example.com/1\n", "tasks.tsv");
        ILocator upload = page.Uploads();
        await Assertions.Expect(upload.Field("state")).ToHaveTextAsync("PROGRESS");
        await Assertions.Expect(upload.Button("Remove")).ToBeHiddenAsync();
        rig.Advance(10);

        await Assertions.Expect(upload.Field("state")).ToHaveTextAsync("FAILURE");
        await Assertions.Expect(upload.Field("invalid")).ToHaveTextAsync("2");
        await Assertions.Expect(upload.Button("Start the run")).ToBeHiddenAsync();
        await upload.Button("Remove").ClickAsync();
        await Assertions.Expect(upload).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#uploads-empty")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_may_have_been_sent_asks_whether_it_was_taken_and_believes_a_no()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        ILocator upload = await LoseAsync(rig);

        await upload.Button("It was taken").ClickAsync();
        await Assertions.Expect(upload.Field("error")).ToContainTextAsync("Write the id");
        await upload.Button("It was not taken").ClickAsync();

        await Assertions.Expect(upload.Field("state")).ToHaveTextAsync("Not sent");
        await Assertions.Expect(upload.Field("question")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_may_have_been_sent_is_watched_under_the_id_that_it_was_taken_under()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        string id = rig.Service.AddUpload(UploadScript.StaysInProgress());
        ILocator upload = await LoseAsync(rig);

        await upload.GetByLabel("Upload id, if it was taken").FillAsync(id);
        await upload.Button("It was taken").ClickAsync();

        await Assertions.Expect(upload.Field("state")).ToHaveTextAsync("PROGRESS");
        await Assertions.Expect(upload.Field("question")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Text_from_files_and_from_the_service_is_text_and_never_markup()
    {
        const string Markup = "<img src=x onerror=\"document.title='hacked'\">";
        await using DashboardRig rig = await DashboardRig.StartAsync(squidName: Markup);
        rig.Service.ScriptNextRun(RunScript.Paused(TimeSpan.FromHours(1), "reason", Markup).Succeeds());
        rig.Service.ScriptNextUpload(UploadScript.Succeeds(new UploadMeta { Inserted = 1 }));
        IPage page = await chromium.OpenAsync(rig.Address);
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.ReadyAsync();

        await page.DropAsync("<img src=x onerror=alert(1)>.csv", File);
        await page.Uploads().Button("Start the run").ClickAsync();

        await Assertions.Expect(page.Uploads().Field("name")).ToHaveTextAsync("<img src=x onerror=alert(1)>.csv");
        await Assertions.Expect(page.Uploads().Field("squid")).ToHaveTextAsync($"to {Markup}");
        await Assertions.Expect(page.Runs().Field("note")).ToContainTextAsync(Markup);
        await Assertions.Expect(page.Locator("#squid option")).ToHaveTextAsync(Markup);
        await Assertions.Expect(page.Locator("img")).ToHaveCountAsync(0);
        Assert.Equal("Uploads and runs", await page.TitleAsync());
        Assert.Empty(complaints);
    }

    private async Task<ILocator> LoseAsync(DashboardRig rig)
    {
        rig.Service.Faults.Always(Fault.ConnectionReset, request => request.Method == HttpMethod.Post && request.Path.EndsWith("tasks/upload", StringComparison.Ordinal));
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();
        await page.DropAsync("tasks.csv", File);
        await Assertions.Expect(page.Uploads().Field("state")).ToHaveTextAsync("Was it taken?");
        return page.Uploads();
    }

    [Fact]
    public async Task A_file_that_is_being_sent_shows_how_far_it_is()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync(args: "--shutdownTimeoutSeconds=1");
        rig.Service.Faults.Always(Fault.Hang, request => request.Method == HttpMethod.Post && request.Path.EndsWith("tasks/upload", StringComparison.Ordinal));
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();

        await page.DropAsync("tasks.csv", File);

        await Assertions.Expect(page.Uploads().Field("state")).ToHaveTextAsync("Sending");
        await Assertions.Expect(page.Uploads().Field("note")).ToContainTextAsync("of 48 bytes sent.");
    }
}
