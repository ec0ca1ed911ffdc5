using System.Globalization;
using System.Reactive.Linq;
using Lobstr.Reactive;
using Lobstr.Reactive.Redis;
using StackExchange.Redis;

// The address of the service, its key, that of the server or "none", the length of a window in seconds, and the ids of uploads.
// Says "ready", waits for a line, and says which upload ended when, in milliseconds of the Unix epoch.
(string service, string apiKey, string server, string window) = (args[0], args[1], args[2], args[3]);
using IConnectionMultiplexer? redis = server == "none" ? null : await ConnectionMultiplexer.ConnectAsync($"{server},abortConnect=false");
using RedisSharedBudget? budget = redis is null ? null : new RedisSharedBudget(redis, new RedisSharedBudgetOptions { Lease = TimeSpan.FromSeconds(1) });
using var client = new LobstrClient(new LobstrClientOptions
{
    ApiKey = apiKey,
    BaseAddress = new Uri(service),
    SharedBudget = budget,
    RequestTimeout = TimeSpan.FromSeconds(3),
    Minute = TimeSpan.FromSeconds(double.Parse(window, CultureInfo.InvariantCulture)),
});
using IDisposable events = client.Events.Where(happened => happened is SharedBudgetLost or SharedBudgetRegained).Subscribe(happened => Console.Error.WriteLine(happened));
Console.WriteLine("ready");
await Console.In.ReadLineAsync();
await args[4..]
    .Select(id => client.Uploads.Watch(id).LastAsync())
    .Merge()
    .Do(done => Console.WriteLine(FormattableString.Invariant($"{done.Id} {DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()}")))
    .LastAsync();
return 0;
