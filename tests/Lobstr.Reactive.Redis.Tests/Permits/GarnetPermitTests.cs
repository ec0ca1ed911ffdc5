namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class GarnetPermitTests(GarnetBudgetServer server) : PermitTests(server), IClassFixture<GarnetBudgetServer>;
