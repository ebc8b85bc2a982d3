using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>JSON values of a unified sender. One that is a case of a union carries its case as typed streams do.</summary>
internal sealed class JsonUnifiedFormatter(FrameFormat format) : JsonFormatter<UnifiedEvent>(JsonFraming.Of(format.Format))
{
    private readonly ConcurrentDictionary<Type, Case> _cases = new();

    protected override void WriteJson(FrameBuffer buffer, UnifiedEvent value)
    {
        value.ThrowUnlessFits(StreamMode.Json);
        if (value is { EventName: { } name, DeclaredType: { } type })
        {
            var @case = _cases.TryGetValue(type, out var known) ? known : _cases.GetOrAdd(type, MakeCase(name, type));
            JsonTypeMember.Write(buffer, @case.Prefix, value.Value, @case.TypeInfo, @case.IsOpen);
            return;
        }

        JsonPayload.Write(buffer, value, format);
    }

    private Case MakeCase(string name, Type type)
    {
        var typeInfo = format.Json(type);
        return new Case(JsonTypeMember.Prefix(name, typeInfo), typeInfo, JsonTypeMember.IsOpen(typeInfo));
    }

    private sealed record Case(byte[] Prefix, JsonTypeInfo TypeInfo, bool IsOpen);
}
