#:property PublishAot=false

// How strong the tests are. A mutant is the library with one operator, constant or statement changed. dotnet-stryker compiles all of
// them into one assembly, in which an environment variable chooses; here the tests are run against each of them, in a process of its
// own, until one is red. (Stryker itself would run every test each time, for hours.) See .github/CONTRIBUTING.md.
//
//     dotnet run .ci/mutants.cs -- [--library NAME] [--files REGEX] [--workers N] [--results FILE]
//
// What is committed is tried: everything happens in a clone, so that no mutated assembly is left in the working tree.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Enumeration;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

string[] options = ["--library", "--files", "--workers", "--results"];
if (args.Length % 2 != 0 || args.Where((_, at) => at % 2 == 0).Except(options).Any())
{
    Console.Error.WriteLine("dotnet run .ci/mutants.cs -- [--library NAME] [--files REGEX] [--workers N] [--results FILE]");
    return 2;
}

string repository = Path.GetDirectoryName((string)AppContext.GetData("EntryPointFileDirectoryPath")!)!;
string library = Option("--library", "Lobstr.Reactive");
bool isCore = library == "Lobstr.Reactive";
Regex files = new(Option("--files", ""));
int workers = int.Parse(Option("--workers", $"{Environment.ProcessorCount}"), CultureInfo.InvariantCulture);
string results = Path.GetFullPath(Option("--results", Path.Combine(repository, "artifacts", isCore ? "mutants.jsonl" : $"mutants.{library}.jsonl")));

// The classes that take most of the time: they are run only where the others are green.
string[] slowClasses =
[
    "AnyBodyTests", "BudgetWaitTests", "CapTests", "ClockTests", "DisposeFromAnotherThreadTests", "KeyLeakTests", "ListPropertyTests",
    "LobstrClientOptionsTests", "PropertyTests", "ServerLimitTests", "StackDepthTests",
];
const string modelTests = "Lobstr.Reactive.Tests.Model";

// Those of another library than the core, but for what takes minutes, and what is tried with another server already.
string[] costly = ["*MachineTests", "*OutageTests", "*CostTests", "*FailoverTests", "*SentinelTests", "*ClusterTests", "*.ShutdownTests", "*.Garnet*"];
Step own = new($"{library}.Tests", isCore ? [] : [.. costly.SelectMany(name => (string[])["-class-", name])]);

// The parts of the budget have tests of their own, which take a second.
string[] budgetClasses =
[
    "AgeSpanTests", "DueRequestsTests", "LifeTableTests", "OthersOnTheKeyTests", "OwnWindowTests", "PauseTests", "RequestBudgetTests", "RequestBudgetHeaderTests", "RequestBudgetPauseTests",
    "RequestFamilyTests", "ServerWindowTests", "ThrottleTests",
];
Step budget = new("Lobstr.Reactive.Tests", Classes("-class", budgetClasses));
Dictionary<string, Step> near = [];
Step quick = new("Lobstr.Reactive.Tests", [.. Classes("-class-", slowClasses), "-namespace-", modelTests]);
Step slow = new("Lobstr.Reactive.Tests", Classes("-class", slowClasses));
Step answers = new("Lobstr.Reactive.Tests", Classes("-class", ["AnyBodyTests", "KeyLeakTests", "ListPropertyTests", "LobstrClientOptionsTests"]));
Step model = new("Lobstr.Reactive.Tests", ["-namespace", modelTests]);
Step fleet = new("Lobstr.Reactive.FleetTests", []);
Step simulator = new("Lobstr.Reactive.Testing.Tests", []);

// Nothing that runs outlives the clone: no node of the build, and no test when this is interrupted.
Environment.SetEnvironmentVariable("MSBUILDDISABLENODEREUSE", "1");
using CancellationTokenSource stop = new();
Action<PosixSignalContext> interrupt = signal => { signal.Cancel = true; stop.Cancel(); };
using PosixSignalRegistration typed = PosixSignalRegistration.Create(PosixSignal.SIGINT, interrupt);
using PosixSignalRegistration told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, interrupt);
string clone = Directory.CreateTempSubdirectory("mutants-").FullName;
try
{
    Do("git", "clone", "--quiet", repository, clone);
    Do("dotnet", "tool", "restore");
    Mutant[] mutants = [.. ReadMutants(await MutateAsync(), CompiledNumbers()).Where(mutant => files.IsMatch(mutant.File))];
    if (mutants.Length == 0)
        throw new InvalidOperationException($"There is no mutant in a file that matches '{files}'.");
    foreach (Step step in isCore ? (Step[])[fleet, simulator] : [])
    {
        Do("dotnet", "build", "-v", "q", "--nologo", $"tests/{step.Project}");
        File.Copy(AssemblyOf(own), AssemblyOf(step), overwrite: true);
    }

    // By what was asked: a number that means another mutant since then is tried again.
    Dictionary<Mutant, Mutant> tried = [];
    Directory.CreateDirectory(Path.GetDirectoryName(results)!);
    foreach (Mutant result in File.Exists(results) ? File.ReadLines(results).Select(line => JsonSerializer.Deserialize<Mutant>(line)!) : [])
        tried[result with { Result = "", By = "" }] = result;
    Mutant[] left = [.. mutants.Where(mutant => !tried.ContainsKey(mutant))];
    Console.WriteLine($"{mutants.Length} mutants, {left.Length} of them to try. Results: {results}");
    Dictionary<Step, TimeSpan> limits = [];
    foreach (Step step in left.SelectMany(mutant => StepsFor(mutant.File)).Distinct())
        limits[step] = await LimitAsync(step);
    // The quickest step for all of them first: each takes longer than the one before.
    ParallelOptions parallel = new() { MaxDegreeOfParallelism = workers, CancellationToken = stop.Token };
    for (int round = 0; left.Length > 0; round++)
    {
        ConcurrentQueue<Mutant> unseen = new();
        await Parallel.ForEachAsync(left, parallel, async (mutant, _) =>
        {
            Step[] steps = StepsFor(mutant.File);
            Mutant result = await TryAsync(mutant, steps[round], limits[steps[round]]);
            if (result.Result == "survived" && round + 1 < steps.Length)
                unseen.Enqueue(mutant);
            else
                Keep(mutant, result);
        });
        left = [.. unseen];
        Console.WriteLine($"{left.Length} of them to try with more tests.");
    }

    void Keep(Mutant mutant, Mutant result)
    {
        lock (tried)
        {
            tried[mutant] = result;
            File.AppendAllText(results, JsonSerializer.Serialize(result) + "\n");
            Console.WriteLine($"{mutant.Number} {mutant.File}: {result.Result} {result.By}");
        }
    }

    Report([.. mutants.Select(mutant => tried[mutant])]);
    return 0;
}
catch (OperationCanceledException)
{
    Console.WriteLine("Stopped. The same command goes on from here.");
    return 1;
}
finally
{
    Directory.Delete(clone, recursive: true);
}

string Option(string name, string otherwise) => Array.IndexOf(args, name) is >= 0 and int at ? args[at + 1] : otherwise;

string[] Classes(string option, string[] names) => [.. names.SelectMany(name => (string[])[option, $"{own.Project}.{name}"])];

// What is about the file, the quickest first.
Step[] StepsFor(string file) => file switch
{
    _ when !isCore => [.. Near(file), own],
    _ when IsOfBudget(file) => [budget, .. Near(file), quick, model, fleet, slow],
    _ when file.Contains("RateLimit") => [.. Near(file), quick, model, fleet, slow],
    _ when Regex.IsMatch(file, "^(Polling|Sharing|Time|Answers)/") => [.. Near(file), quick, model, fleet, slow, simulator],
    _ => [.. Near(file), quick, answers],
};

// Most mutants are seen by the tests in the folder of the same name, which take a second; those of a file in no folder, by the tests of its
// name. Time and Answers are the engine's, and what the engine asks of a shared budget is tested beside that.
Step[] Near(string file)
{
    string folder = Path.GetDirectoryName(file)! is "Time" or "Answers" ? "Polling"
        : file == "Polling/SharedPermits.cs" ? "Sharing"
        : Path.GetDirectoryName(file)!;
    string tests = Path.Combine(repository, "tests", own.Project, folder);
    if (!Directory.Exists(tests))
        return [];
    string pattern = folder.Length > 0 ? "*Tests.cs" : $"{Path.GetFileNameWithoutExtension(file)}Tests.cs";
    string[] names = [.. Directory.EnumerateFiles(tests, pattern, SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)!)];
    if (names.Length == 0)
        return [];
    string key = Path.Combine(folder, pattern);
    if (!near.TryGetValue(key, out Step? step))
        near[key] = step = new(own.Project, Classes("-class", [.. names.Except(slowClasses)]));
    return [step];
}

bool IsOfBudget(string file) => Regex.IsMatch(file, "Budget|Family|OwnWindow|ServerWindow|Throttle|DueRequests|RequestLanes|LifeTable|AgeSpan|OthersOnTheKey");

string FolderOf(Step step) => Path.Combine(clone, "tests", step.Project);

string BinariesOf(Step step) => Path.Combine(FolderOf(step), "bin", "Debug", "net10.0");

string AssemblyOf(Step step) => Path.Combine(BinariesOf(step), $"{library}.dll");

void Do(string program, params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = clone })!;
    process.WaitForExit();
    if (process.ExitCode != 0)
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with exit code {process.ExitCode}.");
}

// Stryker is needed only until it has put the mutated assembly beside the tests. Its log says what it has mutated.
async Task<string> MutateAsync()
{
    string[] arguments = ["stryker", "--concurrency", "1", "--target-framework", "net10.0", "--verbosity", "trace"];
    ProcessStartInfo start = new("dotnet", arguments) { WorkingDirectory = FolderOf(own), RedirectStandardOutput = true };
    using Process stryker = Process.Start(start)!;
    using CancellationTokenRegistration stopped = stop.Token.Register(() => stryker.Kill(entireProcessTree: true));
    StringBuilder log = new();
    string? line;
    while ((line = await stryker.StandardOutput.ReadLineAsync()) is not null && !line.Contains("Injected the mutated assembly"))
        log.Append(line).Append('\n');
    stryker.Kill(entireProcessTree: true);
    stop.Token.ThrowIfCancellationRequested();
    return line is not null ? log.ToString() : throw new InvalidOperationException($"{log}\nStryker made no mutated assembly.");
}

// Stryker mutates every file and chooses later: so the patterns of its configuration are applied here. What did not compile it has
// taken back, without a word in the log. That an assertion is missing, nobody can see.
IEnumerable<Mutant> ReadMutants(string log, HashSet<int> compiled)
{
    using JsonDocument configuration = JsonDocument.Parse(File.ReadAllText(Path.Combine(FolderOf(own), "stryker-config.json")));
    JsonElement mutate = configuration.RootElement.GetProperty("stryker-config").GetProperty("mutate");
    string[] patterns = [.. mutate.EnumerateArray().Select(pattern => pattern.GetString()!)];
    Regex created = new(@" DBG\] Mutant (\d+) created (.*?) -> (.*?) using Stryker\.Core\.Mutators\.(\w+)", RegexOptions.Singleline);
    foreach (string part in log.Split(" DBG] Mutating ").Skip(1))
    {
        string path = part[..part.IndexOf('\n')].Trim().Replace('\\', '/');
        if (path.Contains("/netstandard2.0/") || !patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, path)))
            continue;
        foreach (Match match in created.Matches(part))
        {
            string[] found = [.. match.Groups.Values.Select(group => Regex.Replace(group.Value, @"\s+", " "))];
            if (int.Parse(found[1], CultureInfo.InvariantCulture) is int number && compiled.Contains(number) && !found[2].EndsWith("AssertEntered();"))
                yield return new Mutant(number, path.Split($"/src/{library}/")[^1], found[2], found[3], found[4]);
        }
    }
}

// A mutant is there if its number is the constant in front of a call to MutantControl.IsActive: ldc.i4.s, ldc.i4.0 to .8, or ldc.i4.
HashSet<int> CompiledNumbers()
{
    using PEReader assembly = new(File.OpenRead(AssemblyOf(own)));
    MetadataReader metadata = assembly.GetMetadataReader();
    TypeDefinition control = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
        .Single(type => Is(type.Name, "MutantControl"));
    int isActive = MetadataTokens.GetToken(control.GetMethods()
        .Single(method => Is(metadata.GetMethodDefinition(method).Name, "IsActive")));
    HashSet<int> numbers = [];
    foreach (MethodDefinition method in metadata.MethodDefinitions.Select(metadata.GetMethodDefinition))
    {
        if (method.RelativeVirtualAddress == 0)
            continue;
        // With room in front, for a constant may be shorter than what is looked at.
        byte[] code = [.. new byte[4], .. assembly.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!];
        for (int at = 5; at + 4 < code.Length; at++)
        {
            if (code[at] != 0x28 || BitConverter.ToInt32(code, at + 1) != isActive)
                continue;
            numbers.Add(code[at - 1] switch
            {
                byte small when code[at - 2] == 0x1F => small,
                byte operation and >= 0x16 and <= 0x1E => operation - 0x16,
                _ => BitConverter.ToInt32(code, at - 4),
            });
        }
    }
    return numbers;

    bool Is(StringHandle name, string text) => metadata.StringComparer.Equals(name, text);
}

// Without a mutant the step is green, and may take, with one, four times as long and some seconds.
async Task<TimeSpan> LimitAsync(Step step)
{
    Stopwatch time = Stopwatch.StartNew();
    Mutant none = await TryAsync(new Mutant(-1, "", "", "", ""), step, TimeSpan.FromMinutes(10));
    if (none.Result != "survived")
        throw new InvalidOperationException($"{step.Project} is red without a mutant: {none.By}");
    return time.Elapsed * 4 + TimeSpan.FromSeconds(8);
}

async Task<Mutant> TryAsync(Mutant mutant, Step step, TimeSpan limit)
{
    string[] arguments = [$"{step.Project}.dll", "-noColor", "-stopOnFail", "-parallelMode", "none", .. step.Arguments];
    using Process tests = Process.Start(new ProcessStartInfo("dotnet", arguments)
    {
        WorkingDirectory = BinariesOf(step),
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["STRYKER_MUTANT_ID_CONTROL_VAR"] = "MUTANT", ["MUTANT"] = $"{mutant.Number}" },
    })!;
    Task<string[]> output = Task.WhenAll(tests.StandardOutput.ReadToEndAsync(), tests.StandardError.ReadToEndAsync());
    using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
    patience.CancelAfter(limit);
    await tests.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    tests.Kill(entireProcessTree: true);
    stop.Token.ThrowIfCancellationRequested();
    if (patience.IsCancellationRequested)
        return mutant with { Result = "timeout", By = step.Project };
    if (tests.ExitCode == 0)
        return mutant with { Result = "survived" };
    Match red = Regex.Match((await output)[0], @"^\s*(\S+?)(\(.*\))? \[FAIL\]", RegexOptions.Multiline);
    return mutant with { Result = "killed", By = red.Success ? red.Groups[1].Value : $"{step.Project}, exit code {tests.ExitCode}" };
}

void Report(Mutant[] tried)
{
    Console.WriteLine("\n| file | mutants | killed | timed out | survived | score |\n|---|---:|---:|---:|---:|---:|");
    IEnumerable<(string, Mutant[])> rows = tried.GroupBy(mutant => mutant.File).Select(file => ($"`{file.Key}`", file.ToArray()));
    foreach ((string name, Mutant[] row) in rows.Append(("all", tried)))
    {
        int killed = row.Count(mutant => mutant.Result == "killed"), late = row.Count(mutant => mutant.Result == "timeout");
        string score = (100.0 * (killed + late) / row.Length).ToString("F1", CultureInfo.InvariantCulture);
        Console.WriteLine($"| {name} | {row.Length} | {killed} | {late} | {row.Length - killed - late} | {score} % |");
    }
    Console.WriteLine();
    foreach (Mutant mutant in tried.Where(mutant => mutant.Result == "survived"))
        Console.WriteLine($"- {mutant.Number}, `{mutant.File}`, {mutant.Mutator}: `{mutant.Original}` -> `{mutant.Mutation}`");
}

internal sealed record Step(string Project, string[] Arguments);

internal sealed record Mutant(
    int Number, string File, string Original, string Mutation, string Mutator, string Result = "", string By = "");
