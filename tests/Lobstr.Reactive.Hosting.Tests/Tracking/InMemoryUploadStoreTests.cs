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
}
