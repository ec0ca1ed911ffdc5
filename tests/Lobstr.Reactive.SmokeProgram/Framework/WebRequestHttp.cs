using System.Reflection;

namespace Lobstr.Reactive.SmokeProgram;

/// <summary>Clients over HttpWebRequest, which is what .NET Framework has. Mono has it too, but uses it no more unless told to.</summary>
internal static class WebRequestHttp
{
    private const BindingFlags NotPublic = BindingFlags.NonPublic | BindingFlags.Instance;

    public static HttpClient Create() => new(CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };

    private static HttpClientHandler CreateHandler()
    {
        HttpClientHandler handler = typeof(HttpClientHandler).Assembly.GetType("System.Net.Http.MonoWebRequestHandler") is { } mono
            ? (HttpClientHandler)typeof(HttpClientHandler).GetConstructors(NotPublic)[0].Invoke([Activator.CreateInstance(mono, nonPublic: true)])
            : new HttpClientHandler();
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        return handler;
    }
}
