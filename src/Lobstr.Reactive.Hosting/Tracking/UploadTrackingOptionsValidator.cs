using Microsoft.Extensions.Options;

namespace Lobstr.Reactive.Hosting;

/// <summary>Refuses options that are outside their range.</summary>
internal sealed class UploadTrackingOptionsValidator : IValidateOptions<UploadTrackingOptions>
{
    public ValidateOptionsResult Validate(string? name, UploadTrackingOptions options) =>
        options.Problem is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
