namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class RedisOutageTests(RedisBudgetServer server) : OutageTests(server), IClassFixture<RedisBudgetServer>;
