namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class GarnetOutageTests(GarnetBudgetServer server) : OutageTests(server), IClassFixture<GarnetBudgetServer>;
