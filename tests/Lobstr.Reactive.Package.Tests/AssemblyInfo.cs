using Lobstr.Reactive.Package.Tests;

[assembly: AssemblyFixture(typeof(PackedTwice))]
