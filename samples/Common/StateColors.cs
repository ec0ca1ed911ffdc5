using Spectre.Console;

namespace Lobstr.Reactive.Samples.Common;

/// <summary>What color a state has on a terminal.</summary>
public static class StateColors
{
    public static Color Of(UploadState? state) => state switch
    {
        UploadState.Progress => Color.Yellow,
        UploadState.Success => Color.Green,
        UploadState.Failure => Color.Red,
        _ => Color.Grey,
    };
}
