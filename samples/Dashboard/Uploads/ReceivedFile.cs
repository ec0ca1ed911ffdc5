namespace Lobstr.Reactive.Samples.Dashboard;

/// <summary>Keeps the body of a request in a temporary file: it can be read once, and a file is opened twice, to be checked and to be sent.</summary>
internal static class ReceivedFile
{
    /// <summary>Receives all of it, or leaves nothing behind.</summary>
    /// <returns>Where it is.</returns>
    public static async Task<string> SaveAsync(Stream body, CancellationToken cancellationToken)
    {
        string path = Path.Combine(Path.GetTempPath(), $"dashboard-{Guid.NewGuid():N}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            // Tasks may be somebody's data: nobody else on this machine is to read them.
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using var file = new FileStream(path, options);
            await body.CopyToAsync(file, cancellationToken);
            return path;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
