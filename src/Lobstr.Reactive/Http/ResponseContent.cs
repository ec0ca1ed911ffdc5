namespace Lobstr.Reactive;

/// <summary>The content of a response, of which there may be none: on .NET Framework and Mono it is null then.</summary>
internal static class ResponseContent
{
#pragma warning disable RS0030 // This is where everybody else is sent.
    public static HttpContent Of(HttpResponseMessage response) => OrEmpty(response.Content);
#pragma warning restore RS0030

    public static HttpContent OrEmpty(HttpContent? content) => content ?? new ByteArrayContent([]);
}
