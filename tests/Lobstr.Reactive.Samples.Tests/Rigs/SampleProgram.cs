using Lobstr.Reactive.TestSupport;

namespace Lobstr.Reactive.Samples.Tests;

/// <summary>A sample in a process of its own, in a folder of the test's.</summary>
internal static class SampleProgram
{
    /// <summary>Starts a sample; whatever key the environment has, it does not get it.</summary>
    /// <param name="sample">Its folder in <c>samples</c>.</param>
    /// <param name="folder">Where it is started.</param>
    /// <param name="environment">What it finds in the environment.</param>
    /// <param name="arguments">Its command line.</param>
    public static ProgramProcess Start(string sample, string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments) =>
        ProgramProcess.Start($"samples/{sample}", $"Lobstr.Reactive.Samples.{sample}", arguments, start =>
        {
            start.WorkingDirectory = folder;
            foreach (string name in (string[])["LOBSTR_TOKEN", "LOBSTR_API_KEY", "Lobstr__ApiKey"])
                start.Environment.Remove(name);
            foreach ((string name, string value) in environment)
                start.Environment[name] = value;
        });
}
