namespace Lobstr.Reactive.Testing;

/// <summary>What every <see cref="IUploadStore"/> must do, as cases that any test framework can run against a store of your own.</summary>
/// <remarks>
/// Each case is run on a store without any records, in real time. None needs a test framework: a case that fails throws an
/// <see cref="UploadStoreContractException"/> that says what was expected and what was there instead.
/// </remarks>
/// <example>
/// With xunit:
/// <code>
/// public static TheoryData&lt;string&gt; Cases => [.. UploadStoreContract.Cases];
///
/// [Theory, MemberData(nameof(Cases))]
/// public Task My_store_keeps_what_it_is_given(string name)
/// {
///     string table = NewEmptyTable();
///     return UploadStoreContract.RunAsync(name, () => Task.FromResult&lt;IUploadStore&gt;(new MyStore(table)));
/// }
/// </code>
/// </example>
public static class UploadStoreContract
{
    private static readonly Dictionary<string, Func<ContractStore, Task>> All = new(StringComparer.Ordinal)
    {
        [nameof(ContractCases.A_new_store_is_empty)] = ContractCases.A_new_store_is_empty,
        [nameof(ContractCases.What_is_written_is_read)] = ContractCases.What_is_written_is_read,
        [nameof(ContractCases.What_is_written_is_there_when_the_store_is_opened_again)] = ContractCases.What_is_written_is_there_when_the_store_is_opened_again,
        [nameof(ContractCases.A_newer_version_replaces_the_record)] = ContractCases.A_newer_version_replaces_the_record,
        [nameof(ContractCases.The_same_or_an_older_version_changes_nothing)] = ContractCases.The_same_or_an_older_version_changes_nothing,
        [nameof(ContractCases.A_record_without_content_is_deleted)] = ContractCases.A_record_without_content_is_deleted,
        [nameof(ContractCases.An_older_deletion_deletes_nothing)] = ContractCases.An_older_deletion_deletes_nothing,
        [nameof(ContractCases.Of_one_upload_twice_in_a_batch_the_newest_counts)] = ContractCases.Of_one_upload_twice_in_a_batch_the_newest_counts,
        [nameof(ContractCases.An_empty_batch_changes_nothing)] = ContractCases.An_empty_batch_changes_nothing,
        [nameof(ContractCases.A_batch_of_a_thousand_is_written)] = ContractCases.A_batch_of_a_thousand_is_written,
        [nameof(ContractCases.Accounts_do_not_see_each_other)] = ContractCases.Accounts_do_not_see_each_other,
        [nameof(ContractCases.Names_are_compared_letter_by_letter)] = ContractCases.Names_are_compared_letter_by_letter,
        [nameof(ContractCases.Writes_at_the_same_time_lose_nothing)] = ContractCases.Writes_at_the_same_time_lose_nothing,
        [nameof(ContractCases.Two_stores_on_the_same_records_lose_nothing)] = ContractCases.Two_stores_on_the_same_records_lose_nothing,
        [nameof(ContractCases.A_cancelled_write_is_whole_or_not_there)] = ContractCases.A_cancelled_write_is_whole_or_not_there,
    };

    /// <summary>The names of the cases, as sentences.</summary>
    public static IReadOnlyList<string> Cases { get; } = [.. All.Keys];

    /// <summary>Runs one case.</summary>
    /// <param name="name">One of <see cref="Cases"/>.</param>
    /// <param name="open">
    /// Opens a store. Called several times within a case, for the same records each time: as the program does that is started again. A
    /// store in memory is the same object each time. Each case needs records of its own, of which there are none yet. What can be disposed is.
    /// </param>
    /// <returns>A task that ends when the case has passed.</returns>
    /// <exception cref="ArgumentException">There is no such case.</exception>
    /// <exception cref="UploadStoreContractException">The store does not do what it must.</exception>
    public static async Task RunAsync(string name, Func<Task<IUploadStore>> open)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(open);
        if (!All.TryGetValue(name, out Func<ContractStore, Task>? run))
            throw new ArgumentException($"There is no case '{name}'; take one of {nameof(UploadStoreContract)}.{nameof(Cases)}.", nameof(name));
        using var store = new ContractStore(open);
        await run(store).ConfigureAwait(false);
    }
}
