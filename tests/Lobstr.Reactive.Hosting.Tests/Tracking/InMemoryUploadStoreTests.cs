using Lobstr.Reactive.Testing;

namespace Lobstr.Reactive.Hosting.Tests;

/// <summary>The store in memory does what every store must.</summary>
public sealed class InMemoryUploadStoreTests
{
    public static TheoryData<string> Cases => [.. UploadStoreContract.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task It_keeps_the_contract(string name)
    {
        var store = new InMemoryUploadStore();
        return UploadStoreContract.RunAsync(name, () => Task.FromResult<IUploadStore>(store));
    }

    [Fact]
    public async Task Null_is_refused()
    {
        var store = new InMemoryUploadStore();

        await Assert.ThrowsAsync<ArgumentNullException>("account", () => store.ReadAsync(null!, default));
        await Assert.ThrowsAsync<ArgumentNullException>("account", () => store.WriteAsync(null!, [], default));
        await Assert.ThrowsAsync<ArgumentNullException>("batch", () => store.WriteAsync("", null!, default));
    }
}
