namespace Lobstr.Reactive.Testing;

/// <summary>A store in a case of the contract.</summary>
internal sealed class ContractStore(Func<Task<IUploadStore>> open) : IDisposable
{
    private readonly List<IUploadStore> _opened = [];

    public async Task<IUploadStore> OpenAsync()
    {
        IUploadStore store = await open().ConfigureAwait(false)
            ?? throw new UploadStoreContractException("The function has opened no store.");
        _opened.Add(store);
        return store;
    }

    /// <summary>Sees whether exactly these records are there.</summary>
    public static async Task ExpectAsync(IUploadStore store, string account, string moment, params StoredUpload[] expected)
    {
        IReadOnlyList<StoredUpload> read = await store.ReadAsync(account, CancellationToken.None).ConfigureAwait(false)
            ?? throw new UploadStoreContractException($"{moment}, {nameof(IUploadStore.ReadAsync)} has returned null.");
        string[] wanted = [.. expected.Select(Describe).OrderBy(text => text, StringComparer.Ordinal)];
        string[] found = [.. read.Select(Describe).OrderBy(text => text, StringComparer.Ordinal)];
        if (wanted.SequenceEqual(found))
            return;
        string[] missing = [.. wanted.Except(found).Take(3)];
        string[] surplus = [.. found.Except(wanted).Take(3)];
        throw new UploadStoreContractException(
            $"{moment}, the account '{account}' must have {wanted.Length} records and has {found.Length}. Missing: {List(missing)}. Not to be there: {List(surplus)}.");
    }

    public void Dispose()
    {
        foreach (IDisposable store in _opened.OfType<IDisposable>().Distinct())
            store.Dispose();
    }

    private static string List(string[] records) => records.Length == 0 ? "none" : string.Join("; ", records);

    private static string Describe(StoredUpload record) => $"'{record.TrackingId}' version {record.Version}: {record.Content ?? "(null)"}";
}
