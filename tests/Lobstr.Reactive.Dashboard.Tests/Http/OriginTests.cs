using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>Nobody but a page of the dashboard itself makes it do anything.</summary>
public sealed class OriginTests
{
    public static TheoryData<string?, string?> Foreign => new()
    {
        { null, null },
        { "https://evil.example", null },
        { "null", null },
        { "http://127.0.0.1:1", null },
        { "own", "cross-site" },
        { "own", "same-site" },
    };

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task Every_endpoint_that_changes_something_refuses_a_request_from_elsewhere(string? origin, string? site)
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        using var http = new HttpClient { BaseAddress = rig.Address };
        (HttpMethod Method, string Path)[] endpoints = [.. EndpointsThatChange(rig)];
        Assert.InRange(endpoints.Length, 6, 20);

        foreach ((HttpMethod method, string path) in endpoints)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            if (origin is not null)
                request.Headers.Add("Origin", origin == "own" ? rig.Address.GetLeftPart(UriPartial.Authority) : origin);
            if (site is not null)
                request.Headers.Add("Sec-Fetch-Site", site);
            HttpResponseMessage response = await http.SendAsync(request);

            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal("Another origin", JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("title").GetString());
        }
        Assert.Empty(rig.Service.Uploads);
        Assert.Empty(rig.Service.Runs);
    }

    [Fact]
    public async Task A_page_of_its_own_is_let_through()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();

        HttpResponseMessage response = await rig.SendAsync("url\nhttps://example.com/1\n");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(rig.Service.Uploads);
    }

    [Fact]
    public async Task Another_name_for_this_machine_is_refused_so_that_no_site_gets_in_by_its_own_DNS()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/events", UriKind.Relative));
        request.Headers.Host = "evil.example";

        HttpResponseMessage response = await rig.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static IEnumerable<(HttpMethod Method, string Path)> EndpointsThatChange(DashboardRig rig) =>
        from endpoint in rig.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
        where method != "GET"
        select (new HttpMethod(method), endpoint.RoutePattern.RawText!.Replace("{trackingId}", "a1", StringComparison.Ordinal).Replace("{runId}", "a1", StringComparison.Ordinal));
}
