using System.Text;

namespace SegStream.Framing;

/// <summary>The case of a union is the name of its event.</summary>
internal sealed class SseUnionFormatter<T>(StreamEventUnion<T> union, FrameFormat format) : SseFormatter<T>
{
    private readonly UnionCases<T> _cases = new(union, format, (name, _) => Encoding.UTF8.GetBytes($"event: {name}\ndata: "));

    public override void WriteEvent(FrameBuffer buffer, T value, long index)
    {
        var @case = _cases.Of(value);
        var start = buffer.Length;
        try
        {
            buffer.Write(@case.Prefix);
            @case.Json.WriteCase(buffer, _cases.PayloadOf(value));
            buffer.Write(SseFrame.End);
        }
        catch
        {
            buffer.Truncate(start);
            throw;
        }
    }

    public override bool IsTerminal(T value) => _cases.IsTerminal(value);

    public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) =>
        _cases.TryWriteFailure(this, buffer, failure, index) || base.TryWriteFailure(buffer, failure, index);
}
