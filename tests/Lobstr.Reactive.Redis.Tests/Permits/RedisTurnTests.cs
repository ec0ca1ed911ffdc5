namespace Lobstr.Reactive.Redis.Tests;

/// <inheritdoc/>
public sealed class RedisTurnTests(RedisBudgetServer server) : TurnTests(server), IClassFixture<RedisBudgetServer>;
