namespace SegStream.Framing;

/// <summary>The case of a union is the <c>type</c> property, the first one, of its JSON object.</summary>
internal sealed class JsonUnionFormatter<T>(StreamEventUnion<T> union, FrameFormat format) : JsonFormatter<T>(JsonFraming.Of(format.Format))
{
    private readonly UnionCases<T> _cases = new(union, format, JsonTypeMember.Prefix);

    public override bool IsTerminal(T value) => _cases.IsTerminal(value);

    public override bool TryWriteFailure(FrameBuffer buffer, StreamFailure failure, long index) =>
        _cases.TryWriteFailure(this, buffer, failure, index) || base.TryWriteFailure(buffer, failure, index);

    protected override void WriteJson(FrameBuffer buffer, T value)
    {
        var @case = _cases.Of(value);
        var payload = _cases.PayloadOf(value);
        if (@case.Json.Generated is { } generated)
        {
            buffer.Write(@case.Prefix);
            generated.WriteBehind(buffer, payload);
            return;
        }

        JsonTypeMember.Write(buffer, @case.Prefix, payload, @case.Json.TypeInfo, @case.IsOpen);
    }
}
