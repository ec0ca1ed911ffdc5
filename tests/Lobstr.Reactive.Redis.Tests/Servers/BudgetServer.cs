using Lobstr.Reactive.TestSupport;
using StackExchange.Redis;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>A server that speaks Redis, on a free port of the loopback interface, for the tests of one class.</summary>
public abstract class BudgetServer : IAsyncLifetime
{
    /// <summary>Why it cannot be tested with here; null: it can.</summary>
    public virtual string? Absence => null;

    /// <summary>The port that it keeps when it is started again.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>What the budget connects to.</summary>
    public string Address => $"127.0.0.1:{Port}";

    /// <summary>A connection that may do everything.</summary>
    public IConnectionMultiplexer Admin { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Absence is not null)
            return;
        await StartAsync();
        Admin = await ConnectAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Admin is null)
            return;
        await Admin.DisposeAsync();
        await StopAsync();
    }

    /// <summary>What it can be told.</summary>
    protected virtual CommandMap Commands => CommandMap.Default;

    /// <summary>A connection as a program would make it.</summary>
    public async Task<IConnectionMultiplexer> ConnectAsync(string more = "") => await ConnectionMultiplexer.ConnectAsync(
        $"{Address},abortConnect=false,allowAdmin=true{more}", options => options.CommandMap = Commands);

    /// <summary>Starts it, empty, and returns when it answers.</summary>
    public abstract Task StartAsync();

    /// <summary>Stops it: whoever is connected is cut off.</summary>
    public abstract Task StopAsync();

    /// <summary>Tells it something, whatever StackExchange.Redis thinks of that.</summary>
    public Task<RedisResult> TellAsync(params object[] command) => Admin.GetDatabase().ExecuteAsync((string)command[0], command[1..]);
}
