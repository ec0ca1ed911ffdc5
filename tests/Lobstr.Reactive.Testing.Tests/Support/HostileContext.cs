namespace Lobstr.Reactive.Testing.Tests;

/// <summary>Whatever is posted to it is lost: nothing of virtual time may depend on it.</summary>
internal sealed class HostileContext : SynchronizationContext, IDisposable
{
    private readonly SynchronizationContext? _previous = Current;

    public HostileContext() => SetSynchronizationContext(this);

    public int Posts { get; private set; }

    public override void Post(SendOrPostCallback d, object? state) => Posts++;

    public override SynchronizationContext CreateCopy() => this;

    public void Dispose() => SetSynchronizationContext(_previous);
}
