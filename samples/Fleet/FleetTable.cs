using System.Globalization;
using Lobstr.Reactive.Testing;
using Spectre.Console;

namespace Lobstr.Reactive.Samples.Fleet;

/// <summary>Who sends what: a row for each machine, and one for all, as the service sees them.</summary>
internal sealed class FleetTable(IReadOnlyList<Machine> machines, LobstrSimulator simulator)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>The most requests that the service has seen in a minute, whenever that began.</summary>
    public int Most
    {
        get
        {
            TimeSpan[] arrivals = [.. simulator.Requests.Select(request => request.SentAt).Order()];
            int most = 0;
            for (int first = 0, last = 0; last < arrivals.Length; most = Math.Max(most, ++last - first))
            {
                while (arrivals[last] - arrivals[first] >= Window)
                    first++;
            }
            return most;
        }
    }

    public Table Draw()
    {
        Table table = new Table()
            .AddColumn("")
            .AddColumn(Right("last minute"))
            .AddColumn(Right("in all"))
            .AddColumn(Right("refused"))
            .AddColumn(Right("uploads"))
            .AddColumn("budget");
        foreach (Machine machine in machines)
        {
            table.AddRow(
                machine.Name,
                Text(machine.RequestsInWindow),
                Text(machine.Requests),
                Text(machine.Refused),
                $"{machine.Done} of {machine.Uploads}",
                machine.Ended.IsCompleted ? "ended" : machine.IsAlone ? "[yellow]alone[/]" : "shared");
        }
        TimeSpan now = simulator.Elapsed;
        return table.AddRow(
            "the service saw",
            Text(simulator.Requests.Count(request => request.SentAt > now - Window)),
            Text((int)simulator.RequestCount),
            Text(machines.Sum(machine => machine.Refused)),
            $"{machines.Sum(machine => machine.Done)} of {machines.Sum(machine => machine.Uploads)}",
            "90 a minute");
    }

    private static TableColumn Right(string header) => new TableColumn(header).RightAligned();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
