namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class GarnetCostTests(GarnetBudgetServer server) : CostTests(server), IClassFixture<GarnetBudgetServer>;
