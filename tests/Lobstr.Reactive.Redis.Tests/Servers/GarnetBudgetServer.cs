using System.Globalization;
using Garnet;

namespace Lobstr.Reactive.Redis.Tests;

/// <summary>Microsoft.Garnet, in this process.</summary>
public sealed class GarnetBudgetServer : BudgetServer
{
    private GarnetServer? _server;

    public override Task StartAsync()
    {
        _server = new GarnetServer([
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1",
            "--lua", "true", "--lua-transaction-mode", "true", "--memory", "64m", "--index", "1m", "-q",
        ]);
        _server.Start();
        return Task.CompletedTask;
    }

    public override Task StopAsync()
    {
        _server?.Dispose();
        _server = null;
        return Task.CompletedTask;
    }
}
