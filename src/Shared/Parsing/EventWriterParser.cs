using Microsoft.CodeAnalysis;
using SegStream.Shared.Model;

namespace SegStream.Shared.Parsing;

/// <summary>
/// Finds out whether the JSON of a type of events can be written by generated code, and how. Whatever is not understood to the last attribute
/// has no model: the runtime then leaves the type to the serializer, which is always right.
/// </summary>
internal sealed class EventWriterParser
{
    // What is larger than that is not worth its code.
    private const int MaxShapes = 64;

    // The serializer's own limit.
    private const int MaxDepth = 64;

    private readonly Compilation _compilation;
    private readonly List<EventShapeModel?> _shapes = [];
    private readonly Dictionary<ITypeSymbol, (int Shape, int Depth)> _known = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> _open = new(SymbolEqualityComparer.Default);
    private readonly SortedSet<string> _valueTypes = new(StringComparer.Ordinal);

    private EventWriterParser(Compilation compilation) => _compilation = compilation;

    /// <summary>The writer for the events of an endpoint.</summary>
    public static EventWriterModel? OfEndpoint(IMethodSymbol method, Compilation compilation)
    {
        // A union's base is written case by case.
        var type = ReturnShape.Read(method, out _)?.EventType;
        return type is null || type.FindAttribute(WellKnownNames.StreamEventsAttribute) is not null ? null : Parse(type, compilation);
    }

    /// <summary>The writer for a type of events.</summary>
    public static EventWriterModel? Parse(ITypeSymbol type, Compilation compilation)
    {
        // The cases of a generic union have as many shapes as there are types for its parameters.
        if (TypeParameters.AreIn(type))
        {
            return null;
        }

        var parser = new EventWriterParser(compilation);
        if (parser.ReadObject(type) is not { } root)
        {
            return null;
        }

        var named = (INamedTypeSymbol)type;
        return new EventWriterModel
        {
            HintName = UniqueNames.HintName(named) + ".Writer" + Arguments(named),
            ClassName = UniqueNames.ClassName(named) + "_Writer" + Arguments(named),
            Depth = root.Depth,
            Shapes = new EquatableArray<EventShapeModel>(parser._shapes.Select(shape => shape!)),
            ValueTypes = new EquatableArray<string>(parser._valueTypes),
        };
    }

    // The documentation id, of which the names are made, is the same for all constructions of a generic type.
    private static string Arguments(INamedTypeSymbol type)
    {
        var source = type.ToPlainSource();
        return source.IndexOf('<') < 0 ? "" : "_" + UniqueNames.Hash(source);
    }

    private (int Shape, int Depth)? ReadObject(ITypeSymbol type)
    {
        if (_known.TryGetValue(type, out var known))
        {
            return known;
        }

        // A type that holds itself has no depth that is known here.
        if (!EventTypeChecks.IsPlainObject(type, _compilation) || _shapes.Count == MaxShapes || !_open.Add(type))
        {
            return null;
        }

        var shape = _shapes.Count;
        _shapes.Add(null);
        if (EventProperties.Of((INamedTypeSymbol)type, _compilation) is not { } properties || ReadMembers(properties) is not { } read)
        {
            return null;
        }

        _shapes[shape] = new EventShapeModel(type.ToPlainSource(), new EquatableArray<EventMemberModel>(read.Members));
        _open.Remove(type);
        return _known[type] = (shape, read.Depth + 1);
    }

    private (List<EventMemberModel> Members, int Depth)? ReadMembers(IReadOnlyList<EventProperty> properties)
    {
        var members = new List<EventMemberModel>();
        var deepest = 0;
        foreach (var property in properties)
        {
            if (ReadValue(property.Symbol.Type) is not { } value)
            {
                return null;
            }

            deepest = Math.Max(deepest, value.Depth);
            members.Add(new EventMemberModel(property.Symbol.Name, property.JsonName, property.Symbol.Type.ToPlainSource(), value.Model));
        }

        // An object without properties cannot be told from one whose metadata the serializer does not have.
        return members.Count == 0 || deepest >= MaxDepth ? null : (members, deepest);
    }

    private (EventValueModel Model, int Depth)? ReadValue(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] })
        {
            _valueTypes.Add(type.ToPlainSource());
            return ReadValue(underlying) is { } value ? (value.Model with { MayBeNull = true }, value.Depth) : null;
        }

        if (ReadSimple(type) is { } simple)
        {
            _valueTypes.Add(type.ToPlainSource());
            return (simple, 0);
        }

        if (ReadCollection(type) is { } collection)
        {
            _valueTypes.Add(type.ToPlainSource());
            return ReadValue(collection.Element) is { } element && element.Depth < MaxDepth
                ? (new EventValueModel { Kind = collection.Kind, MayBeNull = true, Element = element.Model }, element.Depth + 1)
                : null;
        }

        return ReadObject(type) is { } read
            ? (new EventValueModel { Kind = EventValueKind.Object, MayBeNull = type.IsReferenceType, Shape = read.Shape }, read.Depth)
            : null;
    }

    private EventValueModel? ReadSimple(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { EnumUnderlyingType: { } number })
        {
            return EventTypeChecks.IsPlainEnum(type, _compilation)
                ? new EventValueModel { Kind = EventValueKind.Enum, MayBeNull = false, Number = number.ToPlainSource() }
                : null;
        }

        return EventTypeChecks.IsWrittenDirectly(type) ? new EventValueModel { Kind = EventValueKind.Plain, MayBeNull = type.IsReferenceType } : null;
    }

    // An array of bytes is not among them: it becomes Base64.
    private (EventValueKind Kind, ITypeSymbol Element)? ReadCollection(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true, ElementType: { SpecialType: not SpecialType.System_Byte } element } => (EventValueKind.Array, element),
        INamedTypeSymbol { TypeArguments: [var element] } when type.Is(WellKnownNames.List) => (EventValueKind.List, element),
        INamedTypeSymbol { TypeArguments: [var element] } when type.Is(WellKnownNames.ReadOnlyList) => (EventValueKind.Sequence, element),
        _ => null,
    };
}
