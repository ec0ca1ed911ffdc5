namespace Lobstr.Reactive.Testing;

/// <summary>The head of a part of a multipart body.</summary>
internal sealed record MultipartPart(string? Name, string? FileName, string? ContentType);
