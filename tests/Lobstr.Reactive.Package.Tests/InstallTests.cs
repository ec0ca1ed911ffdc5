using System.Reflection;

namespace Lobstr.Reactive.Package.Tests;

public sealed class InstallTests(PackedTwice packages)
{
    [Fact]
    public async Task A_new_program_and_a_library_for_older_runtimes_watch_an_upload_with_what_was_packed()
    {
        string program = Path.Combine(packages.Root, "program");
        Write(program, "Program/Program.csproj", "Program/Program.cs", "Settings/Settings.csproj", "Settings/Settings.cs");

        string output = await DotNet.RunAsync(
            Path.Combine(program, "Program"), Environment(), ["run", "-p:UseSharedCompilation=false"]);

        Assert.Equal(
            ["00:00:00 Pending", "00:00:04 Progress", "00:00:40 Success", "completed"],
            output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    // With the assemblies for .NET 8 on whatever runtime is here; .NET 8 itself is not always.
    [Theory]
    [InlineData("net10.0")]
    [InlineData("net8.0")]
    public async Task A_worker_tracks_an_upload_across_a_restart_with_what_was_packed(string framework)
    {
        string worker = Path.Combine(packages.Root, $"worker on {framework}");
        Write(worker, "Worker/Worker.csproj", "Worker/Worker.cs", "Worker/Handler.cs");
        Dictionary<string, string> environment = Environment();
        environment["WorkerFramework"] = framework;
        environment["DOTNET_ROLL_FORWARD"] = "Major";

        string output = await DotNet.RunAsync(Path.Combine(worker, "Worker"), environment, ["run", "-p:UseSharedCompilation=false"]);

        Assert.Equal(
            ["sent", "handled july: Succeeded", "after the restart: july Succeeded, handled", $"compiled for {framework}"],
            output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    // What was packed is unpacked here and thrown away; what it depends on, the machine has already.
    private Dictionary<string, string> Environment() => new()
    {
        ["PackedFeed"] = packages.Feed,
        ["PackedVersion"] = packages.Version,
        ["NUGET_PACKAGES"] = Path.Combine(packages.Root, "unpacked"),
        ["RestoreFallbackFolders"] = System.Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
    };

    private static void Write(string directory, params IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            string path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)!;
            using FileStream copy = File.Create(path);
            resource.CopyTo(copy);
        }
    }
}
