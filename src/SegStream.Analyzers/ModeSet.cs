namespace SegStream.Analyzers;

/// <summary>The modes that a stream may have at a place in the code; several where the code chooses at run time.</summary>
[Flags]
internal enum ModeSet
{
    None = 0,
    Sse = 1,
    Json = 2,
    Text = 4,
    Chunked = 8,
    Binary = 16,
}
