using Microsoft.Playwright;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>The page in both themes and both widths. With <c>LOBSTR_SCREENSHOTS</c> the pictures are kept in that folder.</summary>
public sealed class ScreenshotTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280, false)]
    [InlineData(ColorScheme.Dark, 1280, false)]
    [InlineData(ColorScheme.Light, 360, false)]
    [InlineData(ColorScheme.Dark, 360, false)]
    [InlineData(ColorScheme.Light, 1280, true)]
    [InlineData(ColorScheme.Dark, 360, true)]
    public async Task It_fits_its_width(ColorScheme theme, int width, bool hasTrouble)
    {
        await using DashboardRig rig = await LivelyDashboard.StartAsync(hasTrouble);
        IPage page = await chromium.OpenAsync(rig.Address, theme, width, height: 800);
        await page.ReadyAsync();
        await Assertions.Expect(page.Uploads()).ToHaveCountAsync(hasTrouble ? 6 : 4);
        await Assertions.Expect(page.Runs()).ToHaveCountAsync(2);

        byte[] picture = await page.ScreenshotAsync(new PageScreenshotOptions { FullPage = true, Path = PathOf(theme, width, hasTrouble) });

        Assert.NotEmpty(picture);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
    }

    private static string? PathOf(ColorScheme theme, int width, bool hasTrouble) =>
        Environment.GetEnvironmentVariable("LOBSTR_SCREENSHOTS") is { Length: > 0 } folder
            ? Path.Combine(folder, $"{(theme == ColorScheme.Light ? "light" : "dark")}-{width}{(hasTrouble ? "-trouble" : "")}.png")
            : null;
}
