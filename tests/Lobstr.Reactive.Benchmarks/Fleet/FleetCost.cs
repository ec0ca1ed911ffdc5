using System.Globalization;

namespace Lobstr.Reactive.Benchmarks;

/// <summary>What a poll of a fleet costs.</summary>
/// <param name="Cpu">Nanoseconds of the processor in all threads.</param>
/// <param name="Bytes">Bytes allocated.</param>
/// <param name="Switches">How often a thread gave the processor up or lost it.</param>
/// <param name="WorkItems">Work items of the thread pool.</param>
internal readonly record struct FleetCost(double Cpu, double Bytes, double Switches, double WorkItems)
{
    public string ToLine() => string.Create(CultureInfo.InvariantCulture, $"{Cpu} {Bytes} {Switches} {WorkItems}");

    public static FleetCost Parse(string line)
    {
        double[] numbers = [.. line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new FleetCost(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    public static FleetCost Median(IReadOnlyCollection<FleetCost> costs) => new(
        Cost.Median(costs.Select(cost => cost.Cpu)),
        Cost.Median(costs.Select(cost => cost.Bytes)),
        Cost.Median(costs.Select(cost => cost.Switches)),
        Cost.Median(costs.Select(cost => cost.WorkItems)));
}
