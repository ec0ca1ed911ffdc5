namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class RedisPermitTests(RedisBudgetServer server) : PermitTests(server), IClassFixture<RedisBudgetServer>;
