using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Lobstr.Reactive.Redis;
using StackExchange.Redis;

namespace Lobstr.Reactive.Samples.Fleet;

/// <summary>One machine: watches its uploads, shares the budget of the key with the others, and says line by line what it does.</summary>
internal static class MachineProgram
{
    /// <param name="args">The address of the service, its key, that of the Redis server, and the ids of uploads.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        using IConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(args[2]);
        using var budget = new RedisSharedBudget(redis);
        using var client = new LobstrClient(new LobstrClientOptions { ApiKey = args[1], BaseAddress = new Uri(args[0]), SharedBudget = budget });
        using IDisposable events = client.Events.Subscribe(Say, error => Console.Error.WriteLine(error.Message));
        Task ended = client.Events.OfType<WatchEnded>().Take(args.Length - 3).LastOrDefaultAsync().ToTask();
        // How each of them ends is said as it happens.
        using IDisposable watches = args[3..]
            .Select(id => client.Uploads.Watch(id).Catch((LobstrException _) => Observable.Empty<UploadStatus>()))
            .Merge()
            .Subscribe(_ => { }, error => Console.Error.WriteLine(error.Message));
        // Its input ends with whoever has started it: then nobody reads what it says.
        Task orphaned = Task.Run(Console.In.ReadToEnd);
        await Task.WhenAny(ended, orphaned);
        return 0;
    }

    private static void Say(LobstrEvent happened)
    {
        string? line = happened switch
        {
            RequestSent => "sent",
            ResponseReceived { StatusCode: System.Net.HttpStatusCode.TooManyRequests } => "refused",
            WatchEnded ended => $"ended {ended.Id} {ended.Outcome}",
            SharedBudgetLost => "lost",
            SharedBudgetRegained => "regained",
            _ => null,
        };
        if (line is not null)
            Console.WriteLine(line);
    }
}
