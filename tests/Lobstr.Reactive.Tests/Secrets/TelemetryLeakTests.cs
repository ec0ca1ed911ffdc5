namespace Lobstr.Reactive.Tests;

/// <summary>The key is in no trace and no measurement, whatever goes wrong.</summary>
[Collection("process-wide state")]
public class TelemetryLeakTests
{
    [Fact]
    public void Nothing_that_is_traced_or_measured_shows_the_key()
    {
        KeyHunt hunt = new();
        using TelemetryHunt telemetry = new(hunt);

        foreach (KeyScenario scenario in KeyScenarios.All)
            scenario.Play(hunt);

        Assert.Equal([], hunt.Finds);
        // It was told of all requests.
        Assert.True(telemetry.Failures > 0 && telemetry.Activities > telemetry.Failures, "There should be traces of good and of bad ends.");
        Assert.Equal(5, telemetry.Instruments.Count);
    }
}
