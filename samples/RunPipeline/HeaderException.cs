namespace Lobstr.Reactive.Samples.RunPipeline;

/// <summary>The header of the file does not fit the squid: it was not sent.</summary>
internal sealed class HeaderException(string file, string squid, TaskFileCheck check) : Exception($"The header of {file} does not fit squid {squid}.")
{
    /// <summary>What does not fit, for a person to read: unknown columns first, for one of them may be a missing one that is misspelt.</summary>
    public IEnumerable<string> Lines
    {
        get
        {
            if (check.UnknownColumns.Count > 0)
                yield return $"{file} has columns that squid {squid} does not know: {string.Join(", ", check.UnknownColumns)}.";
            if (check.MissingColumns.Count > 0)
                yield return $"{file} lacks columns that squid {squid} needs: {string.Join(", ", check.MissingColumns)}.";
        }
    }
}
