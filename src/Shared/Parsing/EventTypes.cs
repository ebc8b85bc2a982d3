using Microsoft.CodeAnalysis;

namespace SegStream.Shared.Parsing;

/// <summary>Which types of events a mode can put on the wire.</summary>
internal static class EventTypes
{
    public static bool Fits(ITypeSymbol type, string mode) => mode switch
    {
        "Text" or "Chunked" => IsText(type) || IsBytes(type),
        "Binary" => IsBytes(type),
        _ => true,
    };

    public static string Expected(string mode) => mode == "Binary"
        ? "byte[] or ReadOnlyMemory<byte>"
        : "string, ReadOnlyMemory<char>, byte[] or ReadOnlyMemory<byte>";

    /// <summary>Whether the events of a type can be told apart by keys, so that newer ones can replace older ones.</summary>
    public static bool HaveKeys(ITypeSymbol type) =>
        type.FindAttribute(WellKnownNames.StreamEventsAttribute) is not null || type.Implements(WellKnownNames.CoalesceKey) || type.Is(WellKnownNames.CoalesceKey);

    private static bool IsText(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || IsMemoryOf(type, SpecialType.System_Char);

    private static bool IsBytes(ITypeSymbol type) =>
        type is IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte } || IsMemoryOf(type, SpecialType.System_Byte);

    private static bool IsMemoryOf(ITypeSymbol type, SpecialType element) =>
        type.Is(WellKnownNames.ReadOnlyMemory) && ((INamedTypeSymbol)type).TypeArguments[0].SpecialType == element;
}
