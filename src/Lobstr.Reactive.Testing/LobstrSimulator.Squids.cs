namespace Lobstr.Reactive.Testing;

public sealed partial class LobstrSimulator
{
    /// <summary>What has been sent to webhooks and is over, in the order in which it ended. A snapshot.</summary>
    public IReadOnlyList<WebhookDelivery> WebhookDeliveries => _webhooks.Deliveries;

    /// <summary>Adds a squid.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="isReady">Whether it may run; default true. False: as one that was just made, until its parameters are set.</param>
    /// <returns>Its id, the same in every run of a test.</returns>
    public string AddSquid(string name, bool isReady = true)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _squids.Add(name, _options.Crawlers[0], isReady).Id;
    }

    /// <summary>Sets who is told of the runs of a squid, as <c>POST delivery</c> does. It is known from now on.</summary>
    /// <param name="squid">The id of the squid.</param>
    /// <param name="webhook">Who is told; null: nobody any more.</param>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <remarks>What is sent goes to <see cref="LobstrSimulatorOptions.WebhookHandler"/>; without that, nothing is.</remarks>
    public void SetWebhook(string squid, Webhook? webhook)
    {
        ArgumentNullException.ThrowIfNull(squid);
        if (!Ids.IsValid(squid))
            throw new ArgumentException($"'{squid}' cannot be a squid's id: letters, digits, '-' and '_' only.", nameof(squid));
        _squids.Know(squid);
        _squids.Change(squid, known => known with { Webhook = webhook });
    }
}
