namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class GarnetMachineTests(GarnetBudgetServer server) : MachineTests(server), IClassFixture<GarnetBudgetServer>;
