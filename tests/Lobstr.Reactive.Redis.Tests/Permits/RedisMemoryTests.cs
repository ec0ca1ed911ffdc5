namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class RedisMemoryTests(RedisBudgetServer server) : MemoryTests(server), IClassFixture<RedisBudgetServer>;
