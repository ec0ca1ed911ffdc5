namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class RedisPauseTests(RedisBudgetServer server) : PauseTests(server), IClassFixture<RedisBudgetServer>;
