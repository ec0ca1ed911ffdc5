namespace Lobstr.Reactive.Testing;

/// <summary>How a request ends that the service does not answer in its own way.</summary>
internal enum FaultKind
{
    None,
    ConnectionRefused,
    ConnectionReset,
    Hang,
    CutBody,
    Response,
}
