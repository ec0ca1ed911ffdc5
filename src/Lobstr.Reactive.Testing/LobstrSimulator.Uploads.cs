namespace Lobstr.Reactive.Testing;

public sealed partial class LobstrSimulator
{
    /// <summary>Adds an upload with a script, which begins now.</summary>
    /// <param name="script">What it goes through.</param>
    /// <returns>Its id, the same in every run of a test.</returns>
    public string AddUpload(UploadScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        return _uploads.Add(script);
    }

    /// <summary>Adds an upload with an id and a script, which begins now.</summary>
    /// <param name="id">Its id: letters, digits, '-' and '_'.</param>
    /// <param name="script">What it goes through.</param>
    /// <exception cref="ArgumentException">The id cannot be one, or there is an upload of this id.</exception>
    public void AddUpload(string id, UploadScript script)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(script);
        if (!Ids.IsValid(id))
            throw new ArgumentException($"'{id}' cannot be an upload's id: letters, digits, '-' and '_' only.", nameof(id));
        if (!_uploads.TryAdd(id, script, countsOfFile: null))
            throw new ArgumentException($"There is an upload '{id}' already. Give each its own id, or use one script for its whole life.", nameof(id));
    }

    /// <summary>
    /// Gives the next file that arrives a script instead of <see cref="LobstrSimulatorOptions.UploadLife"/>. Called again, the
    /// file after that.
    /// </summary>
    /// <param name="script">What the upload goes through, from when the whole file has arrived.</param>
    public void ScriptNextUpload(UploadScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        _uploads.ScriptNext(script);
    }
}
