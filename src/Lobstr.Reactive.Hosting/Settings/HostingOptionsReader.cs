using Microsoft.Extensions.Configuration;

namespace Lobstr.Reactive.Hosting;

/// <summary>Which settings there are, and how each is read from the configuration.</summary>
internal static class HostingOptionsReader
{
    public static void Read(IConfiguration section, LobstrHostingOptions options)
    {
        var settings = new SettingsReader(section, options.Unreadable);
        options.ApiKey = settings.Text(nameof(options.ApiKey), options.ApiKey);
        options.BaseAddress = settings.Address(nameof(options.BaseAddress), options.BaseAddress);
        options.RequestTimeout = settings.Span(nameof(options.RequestTimeout), options.RequestTimeout);
        options.TaskRequestsPerMinute = settings.NumberOrNone(nameof(options.TaskRequestsPerMinute), options.TaskRequestsPerMinute);
        options.RunRequestsPerMinute = settings.NumberOrNone(nameof(options.RunRequestsPerMinute), options.RunRequestsPerMinute);
        options.SquidRequestsPerMinute = settings.NumberOrNone(nameof(options.SquidRequestsPerMinute), options.SquidRequestsPerMinute);
        options.RunTaskRequestsPerMinute = settings.NumberOrNone(nameof(options.RunTaskRequestsPerMinute), options.RunTaskRequestsPerMinute);
        options.ResultRequestsPerSecond = settings.NumberOrNone(nameof(options.ResultRequestsPerSecond), options.ResultRequestsPerSecond);
        options.MaxConcurrentRequests = settings.Number(nameof(options.MaxConcurrentRequests), options.MaxConcurrentRequests);
        options.ExportTimeout = settings.Span(nameof(options.ExportTimeout), options.ExportTimeout);
        options.LongestPause = settings.Span(nameof(options.LongestPause), options.LongestPause);
        options.Name = settings.Text(nameof(options.Name), options.Name);
        Read(settings.Below(nameof(options.Retry)), options.Retry);
        Read(settings.Below(nameof(options.UploadWatch)), options.UploadWatch);
        Read(settings.Below(nameof(options.RunWatch)), options.RunWatch);
    }

    private static void Read(SettingsReader settings, LobstrRetryOptions options)
    {
        options.MaxRetries = settings.Number(nameof(options.MaxRetries), options.MaxRetries);
        options.BaseDelay = settings.Span(nameof(options.BaseDelay), options.BaseDelay);
        options.MaxDelay = settings.Span(nameof(options.MaxDelay), options.MaxDelay);
        settings.RefuseOthers();
    }

    private static void Read(SettingsReader settings, LobstrWatchOptions options)
    {
        options.Interval = settings.SpanOrNone(nameof(options.Interval), options.Interval);
        options.BackoffFactor = settings.FactorOrNone(nameof(options.BackoffFactor), options.BackoffFactor);
        options.BackoffMax = settings.SpanOrNone(nameof(options.BackoffMax), options.BackoffMax);
        options.Timeout = settings.SpanOrNone(nameof(options.Timeout), options.Timeout);
        options.NotFoundGrace = settings.Span(nameof(options.NotFoundGrace), options.NotFoundGrace);
        options.MaxRetries = settings.Number(nameof(options.MaxRetries), options.MaxRetries);
        options.BaseDelay = settings.Span(nameof(options.BaseDelay), options.BaseDelay);
        options.MaxDelay = settings.Span(nameof(options.MaxDelay), options.MaxDelay);
        settings.RefuseOthers();
    }
}
