using System.Net;
using System.Runtime.InteropServices;
using Lobstr.Reactive;
using Lobstr.Reactive.SmokeProgram;

// Without an argument: in virtual time only. With the addresses of two simulators that have just been started: against those, too.
Console.WriteLine($"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}");
// As programs on .NET Framework do that have many requests under way.
ServicePointManager.DefaultConnectionLimit = 100;
var checks = new Checklist();
var unobserved = new UnobservedFaults();
VirtualChecks.Run(checks);
LifetimeChecks.Run(checks);
SharingChecks.Run(checks);
if (args.Length > 0)
    await CheckHandlerAsync("the handler of its own", new Uri(args[0]), options => new LobstrClient(options));
if (args.Length > 1)
{
    await CheckHandlerAsync("HttpWebRequest", new Uri(args[1]), options => new LobstrClient(WebRequestHttp.Create(), options));
    // Other handlers have connections that it does not know of.
    checks.That(ServicePointManager.FindServicePoint(new Uri(args[1])).CurrentConnections > 0, "they were connections of HttpWebRequest");
}
unobserved.Check(checks);
return checks.Conclude();

async Task CheckHandlerAsync(string name, Uri address, Func<LobstrClientOptions, LobstrClient> create)
{
    Console.WriteLine($"With {name}:");
    await LoopbackChecks.RunAsync(checks, address, create).ConfigureAwait(false);
    await BadServerChecks.RunAsync(checks, create).ConfigureAwait(false);
}
