namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class GarnetTurnTests(GarnetBudgetServer server) : TurnTests(server), IClassFixture<GarnetBudgetServer>;
