using Lobstr.Reactive.Dashboard.Tests;

[assembly: AssemblyFixture(typeof(Chromium))]
