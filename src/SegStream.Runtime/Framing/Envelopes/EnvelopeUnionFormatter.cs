namespace SegStream.Framing;

/// <summary>The case of a union is the type in the envelope of its event.</summary>
internal sealed class EnvelopeUnionFormatter<T>(StreamEventUnion<T> union, FrameFormat format) : EnvelopeFormatter<T>(format)
{
    private readonly UnionCases<T> _cases = new(union, format, EnvelopeJson.Prefix);

    public override void WriteMessage(FrameBuffer buffer, T value)
    {
        var @case = _cases.Of(value);
        buffer.Write(@case.Prefix);
        @case.Json.WriteCase(buffer, _cases.PayloadOf(value));
        buffer.Write((byte)'}');
    }

    public override bool IsTerminal(T value) => _cases.IsTerminal(value);

    public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) =>
        _cases.TryWriteFailure(this, buffer, failure, index) || base.TryWriteFailure(buffer, failure, index);
}
