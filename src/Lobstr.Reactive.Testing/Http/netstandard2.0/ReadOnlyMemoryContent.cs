namespace System.Net.Http;

/// <summary>A copy of the memory.</summary>
internal sealed class ReadOnlyMemoryContent(ReadOnlyMemory<byte> content) : ByteArrayContent(content.ToArray());
