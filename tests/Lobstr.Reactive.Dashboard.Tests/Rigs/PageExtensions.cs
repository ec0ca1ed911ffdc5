using Microsoft.Playwright;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>What people do on the page, and where they look.</summary>
internal static class PageExtensions
{
    public static ILocator Uploads(this IPage page) => page.Locator("#uploads .row");

    public static ILocator Runs(this IPage page) => page.Locator("#runs .row");

    public static ILocator Field(this ILocator row, string name) => row.Locator($"[data-field={name}]");

    public static ILocator Button(this ILocator row, string name) => row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name });

    /// <summary>Waits until the page has heard from the server, and offers squids.</summary>
    public static async Task ReadyAsync(this IPage page)
    {
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Live");
        await Assertions.Expect(page.Locator("#squid")).ToBeEnabledAsync();
    }

    public static async Task DropAsync(this IPage page, string name, string content)
    {
        IJSHandle files = await page.EvaluateHandleAsync(
            """
            ([name, content]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([content], name, { type: 'text/csv' }));
              return transfer;
            }
            """,
            new[] { name, content });
        await page.Locator("#drop").DispatchEventAsync("dragenter", new { dataTransfer = files });
        await page.Locator("#drop").DispatchEventAsync("drop", new { dataTransfer = files });
    }

    public static Task ChooseAsync(this IPage page, string name, string content) =>
        page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(content) });
}
