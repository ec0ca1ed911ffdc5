namespace Lobstr.Reactive.Tests;

/// <summary>What a server gives when it is asked for a page after its last.</summary>
public enum AfterTheLast
{
    Nothing,
    TheLastPage,
    TheFirstPageAgain,
}
