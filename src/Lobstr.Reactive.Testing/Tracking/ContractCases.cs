namespace Lobstr.Reactive.Testing;

/// <summary>The cases of <see cref="UploadStoreContract"/>.</summary>
internal static class ContractCases
{
    public static async Task A_new_store_is_empty(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "Before anything was written").ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "acme", "Before anything was written").ConfigureAwait(false);
    }

    public static async Task What_is_written_is_read(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        StoredUpload[] records =
        [
            Record("1", 1, """{"format":1,"state":"Sending"}"""),
            Record("2", long.MaxValue, "ünïcode, 漢字, \U0001F99E, 'quotes', \"quotes\", \\ and \n\t new lines; DROP TABLE"),
            Record(new string('f', 64), 1, new string('x', 100_000)),
            Record("3", 1, ""),
        ];
        await WriteAsync(store, "", records).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After a batch was written", records).ConfigureAwait(false);
    }

    public static async Task What_is_written_is_there_when_the_store_is_opened_again(ContractStore stores)
    {
        IUploadStore first = await stores.OpenAsync().ConfigureAwait(false);
        await WriteAsync(first, "", Record("1", 1, "one"), Record("2", 1, "two")).ConfigureAwait(false);
        // Without having been closed, as a process that dies leaves it.
        IUploadStore second = await stores.OpenAsync().ConfigureAwait(false);
        await ContractStore.ExpectAsync(second, "", "After the store was opened again", Record("1", 1, "one"), Record("2", 1, "two")).ConfigureAwait(false);
        await WriteAsync(second, "", Record("1", 2, "one, changed")).ConfigureAwait(false);
        IUploadStore third = await stores.OpenAsync().ConfigureAwait(false);
        await ContractStore.ExpectAsync(third, "", "After the store was opened again", Record("1", 2, "one, changed"), Record("2", 1, "two")).ConfigureAwait(false);
    }

    public static async Task A_newer_version_replaces_the_record(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 1, "one"), Record("2", 1, "two")).ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 7, "seven")).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After a newer version was written", Record("1", 7, "seven"), Record("2", 1, "two")).ConfigureAwait(false);
    }

    public static async Task The_same_or_an_older_version_changes_nothing(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 5, "five")).ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 5, "five again"), Record("2", 1, "two")).ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 4, "four")).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After old versions were written", Record("1", 5, "five"), Record("2", 1, "two")).ConfigureAwait(false);
    }

    public static async Task A_record_without_content_is_deleted(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 1, "one"), Record("2", 1, "two")).ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 2, null), Record("unknown", 2, null)).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After one of two was deleted", Record("2", 1, "two")).ConfigureAwait(false);
    }

    public static async Task An_older_deletion_deletes_nothing(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 3, "three")).ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 3, null)).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After a deletion of the same version", Record("1", 3, "three")).ConfigureAwait(false);
    }

    public static async Task Of_one_upload_twice_in_a_batch_the_newest_counts(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 1, "one"), Record("1", 3, "three"), Record("1", 2, "two")).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After a batch with three versions", Record("1", 3, "three")).ConfigureAwait(false);
    }

    public static async Task An_empty_batch_changes_nothing(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        await WriteAsync(store, "").ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After an empty batch").ConfigureAwait(false);
    }

    public static async Task A_batch_of_a_thousand_is_written(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        StoredUpload[] records = [.. Enumerable.Range(0, 1000).Select(i => Record($"{i:D32}", 1, $"content {i}"))];
        await WriteAsync(store, "", records).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After a thousand records were written", records).ConfigureAwait(false);
    }

    public static async Task Accounts_do_not_see_each_other(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        await WriteAsync(store, "", Record("1", 5, "nameless")).ConfigureAwait(false);
        await WriteAsync(store, "acme", Record("1", 1, "acme's")).ConfigureAwait(false);
        await WriteAsync(store, "it's \"odd\" / 漢字", Record("1", 1, "odd")).ConfigureAwait(false);
        await WriteAsync(store, "acme", Record("1", 2, null)).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After another account has deleted its record", Record("1", 5, "nameless")).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "acme", "After it has deleted its record").ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "it's \"odd\" / 漢字", "After another account has deleted its record", Record("1", 1, "odd")).ConfigureAwait(false);
    }

    public static async Task Names_are_compared_letter_by_letter(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        await WriteAsync(store, "acme", Record("a", 1, "small"), Record("A", 1, "large")).ConfigureAwait(false);
        await WriteAsync(store, "ACME", Record("a", 1, "of the large one")).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "acme", "Beside an account that differs in case", Record("a", 1, "small"), Record("A", 1, "large")).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "ACME", "Beside an account that differs in case", Record("a", 1, "of the large one")).ConfigureAwait(false);
    }

    public static async Task Writes_at_the_same_time_lose_nothing(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        StoredUpload[] records = [.. Enumerable.Range(0, 40).Select(i => Record($"{i}", 1, $"content {i}"))];
        await Task.WhenAll(records.Select(record => Task.Run(() => WriteAsync(store, "", record)))).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After forty batches were written at the same time", records).ConfigureAwait(false);
    }

    public static async Task Two_stores_on_the_same_records_lose_nothing(ContractStore stores)
    {
        IUploadStore one = await stores.OpenAsync().ConfigureAwait(false);
        IUploadStore two = await stores.OpenAsync().ConfigureAwait(false);
        StoredUpload[] records = [.. Enumerable.Range(0, 20).Select(i => Record($"{i}", 1, $"content {i}"))];
        await Task.WhenAll(
            Task.Run(() => WriteEachAsync(one, "acme", records)),
            Task.Run(() => WriteEachAsync(two, "other", records))).ConfigureAwait(false);
        await ContractStore.ExpectAsync(one, "other", "After two stores were written to at the same time", records).ConfigureAwait(false);
        await ContractStore.ExpectAsync(two, "acme", "After two stores were written to at the same time", records).ConfigureAwait(false);
    }

    public static async Task A_cancelled_write_is_whole_or_not_there(ContractStore stores)
    {
        IUploadStore store = await stores.OpenAsync().ConfigureAwait(false);
        StoredUpload[] records = [.. Enumerable.Range(0, 100).Select(i => Record($"{i}", 1, $"content {i}"))];
        bool isCancelled = false;
        try
        {
            await store.WriteAsync("", records, new CancellationToken(canceled: true)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            isCancelled = true;
        }
        int count = (await store.ReadAsync("", CancellationToken.None).ConfigureAwait(false)).Count;
        if (count != 0 && count != records.Length)
            throw new UploadStoreContractException($"Of a batch of {records.Length} whose token was cancelled, {count} were written: all of them or none.");
        if (count == 0 && !isCancelled)
            throw new UploadStoreContractException("A batch whose token was cancelled is not there, and its write has thrown no OperationCanceledException.");
        await WriteAsync(store, "", records).ConfigureAwait(false);
        await ContractStore.ExpectAsync(store, "", "After the batch was written once more", records).ConfigureAwait(false);
    }

    private static StoredUpload Record(string id, long version, string? content) => new() { TrackingId = id, Version = version, Content = content };

    private static Task WriteAsync(IUploadStore store, string account, params StoredUpload[] records) =>
        store.WriteAsync(account, records, CancellationToken.None);

    private static async Task WriteEachAsync(IUploadStore store, string account, StoredUpload[] records)
    {
        foreach (StoredUpload record in records)
            await WriteAsync(store, account, record).ConfigureAwait(false);
    }
}
