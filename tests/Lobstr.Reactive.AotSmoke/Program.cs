using Lobstr.Reactive.AotSmoke;

// Without an argument: in virtual time only. With the address of a simulator: against that, too.
var checks = new Checklist();
VirtualChecks.Run(checks);
await HostingChecks.RunAsync(checks);
await TrackingChecks.RunAsync(checks);
if (args is [var address])
    await LoopbackChecks.RunAsync(checks, new Uri(address));
return checks.Conclude();
