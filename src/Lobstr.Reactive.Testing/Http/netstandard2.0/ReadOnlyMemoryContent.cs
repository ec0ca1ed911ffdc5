namespace System.Net.Http;

/// <summary>A copy of the memory.</summary>
[Microsoft.CodeAnalysis.Embedded]
internal sealed class ReadOnlyMemoryContent(ReadOnlyMemory<byte> content) : ByteArrayContent(content.ToArray());
