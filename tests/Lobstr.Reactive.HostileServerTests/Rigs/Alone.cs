using Xunit.Sdk;
using Xunit.v3;

// One test after the other: memory, threads and unobserved faults are those of the whole process.
[assembly: Parallelization(Mode = ParallelMode.None)]
