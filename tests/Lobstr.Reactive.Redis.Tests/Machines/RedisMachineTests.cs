namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class RedisMachineTests(RedisBudgetServer server) : MachineTests(server), IClassFixture<RedisBudgetServer>;
