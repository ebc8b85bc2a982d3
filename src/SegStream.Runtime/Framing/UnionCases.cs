using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>The cases of a union with all that can be known of their frames before the first event.</summary>
internal sealed class UnionCases<T>
{
    private readonly StreamEventUnion<T> _union;
    private readonly Case[] _cases;
    private readonly bool _hasIncluded;
    private readonly bool _anyTerminal;

    public UnionCases(StreamEventUnion<T> union, FrameFormat format, Func<string, JsonTypeInfo, byte[]> prefix)
    {
        _union = union;
        _hasIncluded = union.HasIncluded;
        _cases = new Case[union.Cases.Length];
        for (var i = 0; i < _cases.Length; i++)
        {
            var declared = union.Cases[i];
            var json = new EventJson(format, declared.Type);
            _cases[i] = new Case(declared, prefix(declared.Name, json.TypeInfo), json);
            _anyTerminal |= declared.IsTerminal;
        }
    }

    /// <summary>The case of an event.</summary>
    /// <exception cref="InvalidOperationException">The event's type is no case.</exception>
    public Case Of(T value)
    {
        var position = value is null ? -1 : _union.CaseOf(value);
        if ((uint)position >= (uint)_cases.Length)
        {
            throw StreamEventUnions.NoCase(value);
        }

        return _cases[position];
    }

    /// <summary>What is serialized for an event that has a case.</summary>
    public object PayloadOf(T value) => _hasIncluded ? _union.PayloadOf(value) : value!;

    /// <summary>Whether the event's case ends its stream.</summary>
    public bool IsTerminal(T value)
    {
        if (!_anyTerminal || value is null)
        {
            return false;
        }

        var position = _union.CaseOf(value);
        return (uint)position < (uint)_cases.Length && _cases[position].Declared.IsTerminal;
    }

    /// <summary>Writes the union's own error case, when it has one that can be made from a message.</summary>
    public bool TryWriteFailure(FrameFormatter<T> formatter, FrameBuffer buffer, StreamFailure failure, long index)
    {
        try
        {
            if (_union.CreateError(failure.Message, failure.Code) is not { } error)
            {
                return false;
            }

            formatter.WriteEvent(buffer, error, index);
            return true;
        }
        catch (Exception)
        {
            // The constructor and the converters are the author's. When they fail too, the client still has to hear of the first failure.
            return false;
        }
    }

    /// <summary>One case.</summary>
    /// <param name="declared">Its declaration.</param>
    /// <param name="prefix">UTF-8 that comes before the JSON of every event of the case.</param>
    /// <param name="json">How its events are serialized.</param>
    internal sealed class Case(StreamEventCase declared, byte[] prefix, EventJson json)
    {
        public StreamEventCase Declared { get; } = declared;

        public byte[] Prefix { get; } = prefix;

        public EventJson Json { get; } = json;

        /// <inheritdoc cref="JsonTypeMember.IsOpen"/>
        public bool IsOpen { get; } = JsonTypeMember.IsOpen(json.TypeInfo);
    }
}
