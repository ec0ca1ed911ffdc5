namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class GarnetPauseTests(GarnetBudgetServer server) : PauseTests(server), IClassFixture<GarnetBudgetServer>;
