using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lobstr.Reactive.Samples.Dashboard;
using Lobstr.Reactive.Testing;
using Microsoft.AspNetCore.Builder;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>What the server promises whoever asks it, browser or not.</summary>
public sealed class ServerTests
{
    private const string File = "url\nhttps://example.com/1\n";

    [Theory]
    [InlineData("")]
    [InlineData("js/app.js")]
    [InlineData("css/theme.css")]
    [InlineData("api/runs/a1/results.csv")]
    [InlineData("nothing/here")]
    public async Task Every_answer_forbids_scripts_that_are_not_its_own(string path)
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();

        HttpResponseMessage response = await rig.Http.GetAsync(new Uri(path, UriKind.Relative));

        string policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self'; ", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("no-referrer", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_and_the_service_hears_nothing_of_it()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync(args: "--Dashboard:MaxFileBytes=1000");

        HttpResponseMessage response = await rig.SendAsync("url\n" + new string('x', 1_000));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(rig.Service.Uploads);
        Assert.DoesNotContain(rig.Service.Requests, request => request.Path.Contains("upload", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_file_may_not_be_as_large_as_one()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        using var content = new StringContent($$"""{"uploadTaskId":"{{new string('a', 100_000)}}"}""", Encoding.UTF8, "application/json");

        HttpResponseMessage response = await rig.PostAsync("api/uploads/a1/resolve", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task The_columns_that_do_not_fit_are_told_and_nothing_is_sent()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();

        HttpResponseMessage response = await rig.SendAsync("link\nhttps://example.com/1\n");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("link", Assert.Single(problem.GetProperty("unknownColumns").EnumerateArray()).GetString());
        Assert.NotEqual(0, problem.GetProperty("missingColumns").GetArrayLength());
        Assert.Empty(rig.Service.Uploads);
    }

    [Theory]
    [InlineData("api/uploads?squid=a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4&name=tasks.xlsx", HttpStatusCode.BadRequest)]
    [InlineData("api/uploads?squid=no.squid&name=tasks.csv", HttpStatusCode.BadRequest)]
    [InlineData("api/uploads?squid=ffff&name=tasks.csv", HttpStatusCode.NotFound)]
    [InlineData("api/uploads?name=tasks.csv", HttpStatusCode.BadRequest)]
    [InlineData("api/uploads/a1/run", HttpStatusCode.NotFound)]
    [InlineData("api/runs/a1/abort", HttpStatusCode.NotFound)]
    public async Task What_cannot_be_done_is_a_problem_with_a_reason(string path, HttpStatusCode expected)
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();

        HttpResponseMessage response = await rig.PostAsync(path, new StringContent(File));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_run_is_started_once_however_often_it_is_asked_for()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        rig.Service.ScriptNextUpload(UploadScript.Succeeds());
        string trackingId = await SendAndFindAsync(rig, "succeeded");

        HttpResponseMessage[] responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => rig.PostAsync($"api/uploads/{trackingId}/run")));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Single(rig.Service.Runs);
    }

    [Fact]
    public async Task An_upload_that_has_not_succeeded_starts_no_run_and_is_not_forgotten()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        rig.Service.ScriptNextUpload(UploadScript.StaysInProgress());
        string trackingId = await SendAndFindAsync(rig, "watching");

        Assert.Equal(HttpStatusCode.Conflict, (await rig.PostAsync($"api/uploads/{trackingId}/run")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await rig.PostAsync($"api/uploads/{trackingId}/forget")).StatusCode);
        Assert.Empty(rig.Service.Runs);
    }

    [Fact]
    public async Task The_key_is_in_no_answer()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        rig.Service.ScriptNextUpload(UploadScript.Succeeds());
        string trackingId = await SendAndFindAsync(rig, "succeeded");
        List<HttpResponseMessage> answers =
        [
            await rig.Http.GetAsync(new Uri("", UriKind.Relative)),
            await rig.SendAsync(File),
            await rig.SendAsync("link\n1\n"),
            await rig.PostAsync($"api/uploads/{trackingId}/run"),
            await rig.PostAsync("api/squids/reload"),
        ];
        // A service that repeats what it was sent.
        rig.Service.Faults.Always(Fault.Status(HttpStatusCode.Unauthorized).WithBody($$"""{"message":"Token {{DashboardRig.ApiKey}} is unknown"}"""));
        answers.Add(await rig.PostAsync("api/squids/reload"));
        answers.Add(await rig.SendAsync(File));
        Assert.Equal(HttpStatusCode.BadGateway, answers[^1].StatusCode);

        foreach (HttpResponseMessage answer in answers)
            Assert.DoesNotContain(DashboardRig.ApiKey, $"{answer.Headers}{await answer.Content.ReadAsStringAsync()}", StringComparison.Ordinal);
        await using EventReader events = await EventReader.OpenAsync(rig);
        Assert.DoesNotContain(DashboardRig.ApiKey, (await events.NextAsync()).Message.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_to_this_machine_alone_unless_it_is_told_otherwise()
    {
        await using WebApplication app = DashboardApp.Create([]);

        Assert.True(new Uri(app.Configuration["urls"]!).IsLoopback);
        Assert.DoesNotContain("*", app.Configuration["AllowedHosts"], StringComparison.Ordinal);
    }

    private static async Task<string> SendAndFindAsync(DashboardRig rig, string state)
    {
        HttpResponseMessage sent = await rig.SendAsync(File);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        await using EventReader events = await EventReader.OpenAsync(rig);
        await events.FindAsync("upload", upload => upload.GetProperty("state").GetString() == state);
        return (await sent.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("trackingId").GetString()!;
    }
}
