namespace Lobstr.Reactive.Network.Tests;

/// <summary>One answer of a script.</summary>
/// <param name="Kind">What kind of answer.</param>
/// <param name="State">The state, where it is a status.</param>
/// <param name="Inserted">The count, where it is a status.</param>
/// <param name="Delay">How long it takes, in milliseconds.</param>
internal readonly record struct SoakStep(SoakStepKind Kind, UploadState State, int Inserted, int Delay);
