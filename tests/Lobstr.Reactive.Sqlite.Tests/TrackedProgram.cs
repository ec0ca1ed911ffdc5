using System.Globalization;
using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Sqlite.Tests;

/// <summary>The program of <c>tests/Lobstr.Reactive.TrackedProgram</c>, in a process of its own.</summary>
internal static class TrackedProgram
{
    /// <summary>Starts it, and waits until it tracks uploads.</summary>
    public static async Task<ProgramProcess> StartAsync(Uri service, string apiKey, string folder, int generation, bool sends, CancellationToken guard)
    {
        ProgramProcess process = ProgramProcess.Start(
            "tests/Lobstr.Reactive.TrackedProgram",
            "Lobstr.Reactive.TrackedProgram",
            [service.AbsoluteUri, apiKey, folder, generation.ToString(CultureInfo.InvariantCulture), sends ? "send" : "drain"]);
        Assert.Equal("started", await process.ReadToAsync("", guard));
        return process;
    }
}
