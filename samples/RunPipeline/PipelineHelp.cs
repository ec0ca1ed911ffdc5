namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>What the help says before it lists the options.</summary>
internal static class PipelineHelp
{
    public const string Summary = """
        Compares the header of a file of tasks with what a squid of lobstr.io takes, sends
        the file, waits until it has been processed, runs the squid on it, and writes what
        the run finds to another file.

        Without SQUID it needs no account and no network: it starts a simulated service
        on this machine and does all that with it. With SQUID and --file it does so with
        lobstr.io, which costs credit, with the API key in LOBSTR_TOKEN or
        LOBSTR_API_KEY, else with the one in the config file of the lobstr command line
        tool.

        Ctrl+C stops waiting; a run that has started goes on. A second Ctrl+C, within the
        five seconds that follow, aborts the run.

        A DURATION is a number and a unit, such as 500ms, 2s, 5m or 1h; a number alone is
        seconds.

        Exit codes:
          0    the results are written
          1    a stage failed; standard error says which, and what goes on without it
          2    the arguments, the API key or the header of the file cannot be used
          3    results are written, but not all there could be: the run was cut short, or
               the service withholds rows; standard error says which
          130  interrupted; standard error says what goes on without it
        """;
}
