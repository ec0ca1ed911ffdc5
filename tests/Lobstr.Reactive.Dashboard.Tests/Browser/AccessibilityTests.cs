using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>The page is for everybody, and it is calm.</summary>
public sealed class AccessibilityTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Axe_finds_no_violation(ColorScheme theme, int width)
    {
        await using DashboardRig rig = await LivelyDashboard.StartAsync(hasTrouble: true);
        IPage page = await chromium.OpenAsync(rig.Address, theme, width);
        await page.ReadyAsync();
        await page.DropAsync("links.csv", "link\n1\n");
        await Assertions.Expect(page.Locator("#send-error")).ToContainTextAsync("The columns do not fit");
        await Assertions.Expect(page.Uploads()).ToHaveCountAsync(6);
        await Assertions.Expect(page.Locator("[data-family=tasks]").Field("note")).ToContainTextAsync("Paused until");

        AxeResult result = await page.RunAxe();

        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"));
        Assert.NotEmpty(result.Passes);
    }

    [Fact]
    public async Task The_question_before_an_abort_has_no_violation_either()
    {
        await using DashboardRig rig = await LivelyDashboard.StartAsync(hasTrouble: false);
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();
        await page.Runs().First.Button("Abort").ClickAsync();

        AxeResult result = await page.RunAxe();

        Assert.Empty(result.Violations.Select(violation => violation.Id));
    }

    [Fact]
    public async Task The_keyboard_reaches_every_control_in_the_order_of_reading()
    {
        await using DashboardRig rig = await DashboardRig.StartAsync();
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();

        foreach (string id in (string[])["squid", "reload", "file"])
        {
            await page.Keyboard.PressAsync("Tab");
            await Assertions.Expect(page.Locator($"#{id}")).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task Nothing_moves_while_the_page_loads()
    {
        await using DashboardRig rig = await LivelyDashboard.StartAsync(hasTrouble: false);
        IPage page = await chromium.OpenAsync(rig.Address);
        await page.ReadyAsync();
        await Assertions.Expect(page.Uploads()).ToHaveCountAsync(4);

        string[] moved = await page.EvaluateAsync<string[]>(
            """
            () => new Promise(resolve => {
              const moved = [];
              new PerformanceObserver(list => { for (const entry of list.getEntries()) for (const { node } of entry.sources) moved.push(`${node?.nodeName} ${node?.id ?? ''} ${node?.className ?? ''} ${node?.textContent}`); }).observe({ type: 'layout-shift', buffered: true });
              requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(moved))));
            })
            """);

        Assert.Empty(moved);
    }
}
