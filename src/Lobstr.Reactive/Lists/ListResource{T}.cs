using System.Globalization;
using System.Text.Json;

namespace Lobstr.Reactive;

/// <summary>
/// A list: where its pages are, and what its rows mean. The id of a page is what the list is of, a slash, and the number of the page.
/// </summary>
/// <param name="family">The family of endpoints.</param>
/// <param name="path">Where it is, below the base address.</param>
/// <param name="parameter">The parameter of the query that says what the list is of; left out if it is of everything.</param>
internal abstract class ListResource<T>(string family, string path, string parameter) : JsonResource<ListPage>
{
    /// <summary>The most rows that the service puts on a page.</summary>
    public const int PageSize = 100;

    public override Endpoint Endpoint { get; } = new(family, path);

    // A hundred rows can be large, and are wanted.
    public override int BodyLimit => 64 * 1024 * 1024;

    public static string IdOf(string subject, int page) => string.Create(CultureInfo.InvariantCulture, $"{subject}/{page}");

    /// <summary>The list in words.</summary>
    public abstract string ListOf(string subject);

    /// <summary>What a row means.</summary>
    /// <param name="row">The row; nothing else of its page is kept.</param>
    /// <param name="subject">What the list is of.</param>
    /// <exception cref="LobstrProtocolException">It cannot be a row of this list.</exception>
    public abstract T ReadRow(JsonElement row, string subject);

    /// <summary>What was read of a row without the key, should the service have repeated it where it speaks in words of its own.</summary>
    public virtual T RedactedRow(Secret secret, T value) => value;

    public override string AddressOf(string service, string id)
    {
        (string subject, int page) = Parts(id);
        string of = subject.Length == 0 ? "" : $"{parameter}={Uri.EscapeDataString(subject)}&";
        return string.Create(CultureInfo.InvariantCulture, $"{service}{path}?{of}page={page}&limit={PageSize}");
    }

    public override string? SubjectOf(string id) => null;

    public override string Describe(string id)
    {
        (string subject, int page) = Parts(id);
        return string.Create(CultureInfo.InvariantCulture, $"page {page} of {ListOf(subject)}");
    }

    public override ListPage Redacted(Secret secret, ListPage value) =>
        value.Warning is null ? value : value with { Warning = ErrorBody.Sanitize(value.Warning, secret) };

    protected static string SubjectOfPage(string id) => Parts(id).Subject;

    protected override ListPage Read(JsonElement body, string id)
    {
        (string subject, int page) = Parts(id);
        ListPage read = ListEnvelope.Read(body, page, Describe(id));
        // A page with a row that cannot be meant is not believed, and asked for again.
        foreach (JsonElement row in read.Rows)
            _ = ReadRow(row, subject);
        return read;
    }

    /// <summary>Refuses what is no object, or belongs to another list.</summary>
    /// <param name="row">The row.</param>
    /// <param name="name">The field that says what it belongs to.</param>
    /// <param name="subject">What the list is of.</param>
    protected void CheckRow(JsonElement row, string? name, string subject)
    {
        if (row.ValueKind is not JsonValueKind.Object)
            throw new LobstrProtocolException($"A row of {ListOf(subject)} is no JSON object.");
        if (name is not null && JsonFields.Id(row, name) is { } owner && !ResourceId.AreSame(owner, subject))
            throw new LobstrProtocolException($"A row of {ListOf(subject)} belongs to something else.");
    }

    private static (string Subject, int Page) Parts(string id)
    {
        int slash = id.LastIndexOf('/');
        return (id[..slash], int.Parse(id[(slash + 1)..], CultureInfo.InvariantCulture));
    }
}
