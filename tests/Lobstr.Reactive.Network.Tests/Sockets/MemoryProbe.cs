using System.Globalization;

namespace Lobstr.Reactive.Network.Tests;

/// <summary>What the whole process uses, from here on.</summary>
internal sealed class MemoryProbe
{
    private readonly long _peak;
    private readonly long _allocated;

    public MemoryProbe()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // Sets the peak back to what is used now.
        File.WriteAllText("/proc/self/clear_refs", "5");
        _peak = ReadPeak();
        _allocated = GC.GetTotalAllocatedBytes(precise: true);
    }

    /// <summary>Whether the system tells and can set back the peak.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && CanReset();

    /// <summary>How many bytes the peak of the working set has risen by.</summary>
    public long PeakGrowth => ReadPeak() - _peak;

    /// <summary>How many bytes have been allocated on the managed heap.</summary>
    public long Allocated => GC.GetTotalAllocatedBytes(precise: true) - _allocated;

    public string Describe(string what) => string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: peak working set +{PeakGrowth / 1048576.0:0.0} MiB, managed allocations {Allocated / 1048576.0:0.0} MiB");

    private static long ReadPeak()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private static bool CanReset()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
