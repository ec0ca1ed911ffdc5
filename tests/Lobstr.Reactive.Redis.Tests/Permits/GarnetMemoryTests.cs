namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class GarnetMemoryTests(GarnetBudgetServer server) : MemoryTests(server), IClassFixture<GarnetBudgetServer>;
