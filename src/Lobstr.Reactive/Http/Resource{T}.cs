using System.Net;

namespace Lobstr.Reactive;

/// <summary>Something of the service: where it is and what its answers mean.</summary>
internal abstract class Resource<T>
    where T : class
{
    /// <summary>Where it belongs.</summary>
    public abstract Endpoint Endpoint { get; }

    /// <summary>The largest body that is read, after decompression.</summary>
    public virtual int BodyLimit => 1024 * 1024;

    /// <summary>Whether a file is sent there.</summary>
    public virtual bool TakesFiles => false;

    /// <summary>Where it is, escaped: made in one step, for a string less a poll.</summary>
    /// <param name="service">The base address, with its last slash.</param>
    /// <param name="id">Which one.</param>
    public abstract string AddressOf(string service, string id);

    /// <summary>The upload or run that it is about, for events and traces; null if it is about none.</summary>
    public virtual string? SubjectOf(string id) => id;

    /// <summary>Reads the body of a success.</summary>
    /// <param name="utf8">The body.</param>
    /// <param name="id">What was asked about.</param>
    /// <param name="last">The answer before: where the new one is equal, it is returned in its stead.</param>
    /// <exception cref="LobstrProtocolException">The body cannot be what the service means.</exception>
    public abstract T Read(ReadOnlyMemory<byte> utf8, string id, T? last);

    /// <summary>What was read without the key, should the service have repeated it where it speaks in words of its own.</summary>
    /// <returns>The same object if there is nothing to hide.</returns>
    public virtual T Redacted(Secret secret, T value) => value;

    /// <summary>What to call it in an error message.</summary>
    public abstract string Describe(string id);

    /// <summary>
    /// What tells whether something that was sent has been taken, for the message of an error: a clause. Only of what is sent.
    /// </summary>
    public virtual string LookWith(string id) => "";

    /// <summary>The error of this resource for a status code, if it has one of its own.</summary>
    public virtual LobstrApiException? ErrorOf(
        HttpStatusCode statusCode, string id, string message, in ErrorBody body, TimeSpan? retryAfter) => null;
}
