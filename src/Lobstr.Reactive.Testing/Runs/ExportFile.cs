namespace Lobstr.Reactive.Testing;

/// <summary>The file of results of a run, for those who want another one than the rows as CSV.</summary>
/// <param name="Open">
/// Opens it at its beginning, once for each request; it must be able to seek. It is read in pieces, however large, and disposed.
/// </param>
/// <param name="ETag">Which version it is, quotes included: whoever resumes a download of another version gets the whole file.</param>
public sealed record ExportFile(Func<Stream> Open, string ETag);
