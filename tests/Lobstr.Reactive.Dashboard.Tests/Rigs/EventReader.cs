using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Lobstr.Reactive.Dashboard.Tests;

/// <summary>Reads the stream of events as a browser does.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly IAsyncEnumerator<SseItem<string>> _events;
    private readonly Dictionary<(string Kind, string Key), JsonElement> _things = [];

    private EventReader(Stream stream)
    {
        _stream = stream;
        _events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    public static async Task<EventReader> OpenAsync(DashboardRig rig, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("api/events", UriKind.Relative));
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        HttpResponseMessage response = await rig.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new EventReader(await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next message, and the id that it has.</summary>
    public async Task<(string Id, JsonElement Message)> NextAsync()
    {
        Assert.True(await _events.MoveNextAsync());
        return (_events.Current.EventId!, JsonDocument.Parse(_events.Current.Data).RootElement);
    }

    /// <summary>Reads until a thing of a kind fits as it stands, and tells the id of the last message.</summary>
    public async Task<(string Id, JsonElement Value)> FindAsync(string kind, Func<JsonElement, bool> fits)
    {
        while (true)
        {
            foreach ((_, JsonElement value) in _things.Where(thing => thing.Key.Kind == kind))
            {
                if (fits(value))
                    return (_events.Current.EventId!, value);
            }
            (_, JsonElement message) = await NextAsync();
            foreach (JsonElement change in message.GetProperty("changes").EnumerateArray())
            {
                (string, string) key = (change.GetProperty("kind").GetString()!, change.GetProperty("key").GetString()!);
                if (change.GetProperty("value") is { ValueKind: not JsonValueKind.Null } value)
                    _things[key] = value;
                else
                    _things.Remove(key);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _events.DisposeAsync();
    }
}
