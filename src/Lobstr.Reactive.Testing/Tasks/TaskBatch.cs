using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lobstr.Reactive.Testing;

/// <summary>Tasks of a squid that came together: with a file, with a request, or with a run that a test has added.</summary>
/// <param name="id">Whose tasks they are: of an upload, a request or a run.</param>
/// <param name="addedAt">When they came, since the simulator was made.</param>
/// <param name="isUrls">Whether each is a URL, and not other parameters.</param>
/// <param name="coming">How many there will be if all goes well.</param>
/// <param name="countAt">How many there are; null while nobody knows.</param>
/// <param name="parametersOf">The parameters of one of them, counted from 0; null if they are not kept.</param>
internal sealed class TaskBatch(
    string id, TimeSpan addedAt, bool isUrls, long coming, Func<TimeSpan, long?> countAt, Func<long, JsonObject?> parametersOf)
{
    private const string Url = "url";

    public TimeSpan AddedAt => addedAt;

    public bool IsUrls => isUrls;

    public long Coming => coming - Deleted.Count;

    // The places of those that are gone, in order.
    private IReadOnlyList<long> Deleted { get; init; } = [];

    /// <summary>Whether tasks with these parameters are of the kind that is a URL each.</summary>
    public static bool AreUrls(IEnumerable<string> names) => names.Contains(Url, StringComparer.OrdinalIgnoreCase);

    /// <summary>Tasks that are there and of which nothing is known but how many they are.</summary>
    public static TaskBatch OfCount(string id, TimeSpan addedAt, long count) =>
        new(id, addedAt, isUrls: true, count, _ => count, static _ => null);

    public long? CountAt(TimeSpan now) => countAt(now) - Deleted.Count;

    /// <summary>The same without one of them, counted from 0.</summary>
    public TaskBatch Without(long index) => new(id, addedAt, isUrls, coming, countAt, parametersOf)
    {
        Deleted = [.. new SortedSet<long>(Deleted) { PlaceOf(index) }],
    };

    /// <summary>The id of a task, the same in every run of a test.</summary>
    public string IdOf(long index) => Ids.Of(string.Create(CultureInfo.InvariantCulture, $"task {PlaceOf(index)} of {id}"));

    public JsonObject ParametersOf(long index)
    {
        long place = PlaceOf(index);
        return parametersOf(place) ?? new JsonObject
        {
            [isUrls ? Url : "keyword"] = isUrls
                ? string.Create(CultureInfo.InvariantCulture, $"https://example.com/tasks/{place + 1}")
                : string.Create(CultureInfo.InvariantCulture, $"task {place + 1}"),
        };
    }

    /// <summary>A task as the service lists it.</summary>
    public void Write(Utf8JsonWriter json, long index, SimulatorClock clock, string module)
    {
        json.WriteStartObject();
        json.WriteString("id", IdOf(index));
        json.WriteString("object", "task");
        json.WriteString("created_at", TimeText.BareDate(clock.DateAt(addedAt)));
        json.WriteBoolean("is_active", true);
        json.WritePropertyName("params");
        ParametersOf(index).WriteTo(json);
        json.WriteString("module", module);
        json.WriteEndObject();
    }

    // Where it stood before others were deleted.
    private long PlaceOf(long index) => Deleted.Aggregate(index, (place, deleted) => deleted <= place ? place + 1 : place);
}
