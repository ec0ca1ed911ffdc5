namespace Lobstr.Reactive.Tests;

/// <summary>Notes what a client sends before it passes it on, and lets a test change it.</summary>
public sealed class WireTap : DelegatingHandler
{
    private readonly List<SentRequest> _requests = [];

    public IReadOnlyList<SentRequest> Requests => _requests;

    /// <summary>Called with each request before it is passed on.</summary>
    public Action<HttpRequestMessage>? WhenSent { get; set; }

    /// <summary>Called with each answer before it is passed back.</summary>
    public Action<HttpResponseMessage>? WhenAnswered { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        _requests.Add(new SentRequest(
            request.RequestUri!,
            request.Headers.NonValidated.TryGetValues("Authorization", out var authorization) ? authorization.ToString() : null,
            request.Headers.Range?.ToString(),
            request.Headers.IfRange?.ToString()));
        WhenSent?.Invoke(request);
        HttpResponseMessage answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        WhenAnswered?.Invoke(answer);
        return answer;
    }
}
