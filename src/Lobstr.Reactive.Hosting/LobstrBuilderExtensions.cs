using Lobstr.Reactive.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Configures an account further.</summary>
public static class LobstrBuilderExtensions
{
    /// <summary>Changes how the account's requests are sent: a proxy, a handler of one's own, loggers.</summary>
    /// <remarks>
    /// What is added here is all that is added: <c>ConfigureHttpClientDefaults</c> does not reach this client. A handler that sends a request
    /// again spends the request budget unseen, and a file or a start of a run is refused a second time
    /// (<see cref="InvalidOperationException"/>). Keep <c>HttpClient.Timeout</c> infinite: the library's own timeouts are on its scheduler.
    /// </remarks>
    /// <param name="builder">The account.</param>
    /// <param name="configure">Called at once with the builder of its named client.</param>
    /// <returns>The account.</returns>
    public static ILobstrBuilder ConfigureHttpClientBuilder(this ILobstrBuilder builder, Action<IHttpClientBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        configure(builder.Services.AddHttpClient(AccountHttp.NameOf(builder.Name)));
        return builder;
    }
}
