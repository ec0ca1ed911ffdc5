using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Hosting;

/// <summary>One account that is being registered.</summary>
internal sealed class LobstrBuilder(string name, IServiceCollection services) : ILobstrBuilder
{
    public string Name => name;

    public IServiceCollection Services => services;
}
