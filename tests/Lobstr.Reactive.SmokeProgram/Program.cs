using Lobstr.Reactive;
using Lobstr.Reactive.SmokeProgram;

// Without an argument: in virtual time only. With the address of a simulator: against that, too.
var checks = new Checklist();
using (var telemetry = new Telemetry())
{
    VirtualChecks.Run(checks);
    checks.That(telemetry.Activities.Contains("GET tasks/upload/{id}"), "traces name the requests");
    checks.Equal(5, telemetry.Instruments.Count, "instruments that measured");
}
LifetimeChecks.Run(checks);
SharingChecks.Run(checks);
await HostingChecks.RunAsync(checks);
await TrackingChecks.RunAsync(checks);
if (args is [var address])
    await LoopbackChecks.RunAsync(checks, new Uri(address), options => new LobstrClient(options));
return checks.Conclude();
