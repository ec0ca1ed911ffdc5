namespace Lobstr.Reactive.Testing;

/// <summary>A file of tasks that the service does not take, with its words.</summary>
internal sealed class BadUploadException(string message, string type, string param) : Exception(message)
{
    public Answer Answer { get; } = Answers.BadRequest(message, type, param);
}
