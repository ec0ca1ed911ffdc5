using Microsoft.Extensions.DependencyInjection;

namespace Lobstr.Reactive.Hosting;

/// <summary>One account of a program: what <c>AddLobstr</c> and <c>AddKeyedLobstr</c> return, to be configured further.</summary>
public interface ILobstrBuilder
{
    /// <summary>The name of the account, which is the key of its services and the name of its options; empty for <c>AddLobstr</c>.</summary>
    string Name { get; }

    /// <summary>The services that it is registered among.</summary>
    IServiceCollection Services { get; }
}
