using System.Net.Http.Json;
using System.Text.Json;
using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>The stream of events: resumed by those who come back, and for nothing however many listen.</summary>
public sealed class EventTests
{
    private const string File = "url\nhttps://example.com/1\n";
    private const int Browsers = 40;

    // Nothing is asked again within a test.
    private static readonly string[] AskOnce = ["--Lobstr:UploadWatch:Interval=01:00:00", "--Lobstr:RunWatch:Interval=01:00:00"];

    [Fact]
    public async Task Any_number_of_browsers_cost_the_service_no_request()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync(args: AskOnce);
        rig.Service.ScriptNextUpload(UploadScript.Succeeds());
        rig.Service.ScriptNextRun(RunScript.Running(TimeSpan.FromHours(1), results: 100).Succeeds());
        JsonElement ticket = await (await rig.SendAsync(File)).Content.ReadFromJsonAsync<JsonElement>();
        await using EventReader first = await EventReader.OpenAsync(rig);
        await first.FindAsync("upload", upload => upload.GetProperty("state").GetString() == "succeeded");
        await first.FindAsync("squid", _ => true);
        await rig.PostAsync($"api/uploads/{ticket.GetProperty("trackingId").GetString()}/run");
        rig.Service.ScriptNextUpload(UploadScript.StaysInProgress());
        await rig.SendAsync(File);
        await first.FindAsync("upload", upload => upload.GetProperty("state").GetString() == "watching" && upload.GetProperty("rawState").GetString() == "PROGRESS");
        await first.FindAsync("run", run => run.GetProperty("totalTasks").ValueKind == JsonValueKind.Number);
        long before = rig.Service.RequestCount;

        List<EventReader> browsers = [];
        for (int i = 0; i < Browsers; i++)
            browsers.Add(await EventReader.OpenAsync(rig));
        foreach (EventReader browser in browsers)
        {
            Assert.True((await browser.NextAsync()).Message.GetProperty("isComplete").GetBoolean());
            await browser.DisposeAsync();
        }

        Assert.Equal(before, rig.Service.RequestCount);
        // One for the run and one for its progress: a watch of each, whoever looks on.
        Assert.Equal(2, rig.Service.Requests.Count(request => request.Method == HttpMethod.Get && request.Path.Contains("runs/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_comes_back_is_told_what_has_changed_since_and_nothing_else()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync(args: AskOnce);
        rig.Service.ScriptNextUpload(UploadScript.StaysPending());
        await rig.SendAsync(File, "first.csv");
        string seen;
        await using (EventReader browser = await EventReader.OpenAsync(rig))
            (seen, _) = await browser.FindAsync("upload", upload => upload.GetProperty("rawState").GetString() == "PENDING");
        rig.Service.ScriptNextUpload(UploadScript.StaysPending());
        await rig.SendAsync(File, "second.csv");

        await using EventReader again = await EventReader.OpenAsync(rig, seen);
        (_, JsonElement message) = await again.NextAsync();

        Assert.False(message.GetProperty("isComplete").GetBoolean());
        JsonElement upload = Assert.Single(message.GetProperty("changes").EnumerateArray(), change => change.GetProperty("kind").GetString() == "upload");
        Assert.Equal("second.csv", upload.GetProperty("value").GetProperty("fileName").GetString());
        Assert.DoesNotContain(message.GetProperty("changes").EnumerateArray(), change => change.GetProperty("kind").GetString() is "squid" or "server");
    }

    [Theory]
    [InlineData("00000000000000000000000000000000-1")]
    [InlineData("nonsense")]
    [InlineData("-")]
    public async Task Whoever_has_seen_another_start_of_the_program_is_told_everything(string lastEventId)
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();

        await using EventReader browser = await EventReader.OpenAsync(rig, lastEventId);

        Assert.True((await browser.NextAsync()).Message.GetProperty("isComplete").GetBoolean());
    }

    [Fact]
    public async Task Silence_is_broken_now_and_then()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync(args: ["--Dashboard:KeepAlive=00:00:00.02", "--Dashboard:BudgetInterval=01:00:00"]);
        await using EventReader browser = await EventReader.OpenAsync(rig);
        await browser.FindAsync("squid", _ => true);

        while ((await browser.NextAsync()).Message.GetProperty("changes").GetArrayLength() > 0)
        {
        }
    }

    [Fact]
    public async Task The_program_ends_though_streams_are_open()
    {
        DashboardRig rig = await DashboardRig.StartAsync();
        await using EventReader browser = await EventReader.OpenAsync(rig);
        await browser.NextAsync();

        await rig.App.StopAsync();

        await rig.DisposeAsync();
    }
}
