using System.CodeDom.Compiler;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Framing;

/// <summary>
/// Finds out whether a resolver describes types as they are. Of a contract that was modified names and types can be compared, but not what its
/// getters return: a modifier that hides a secret must not be bypassed.
/// </summary>
internal static class ResolverCheck
{
    private const string ContextGenerator = "System.Text.Json.SourceGeneration";

    /// <summary>Whether the resolver is the serializer's own without modifiers, or a context as the serializer's generator wrote it.</summary>
    public static bool IsUnmodified(IJsonTypeInfoResolver resolver) => resolver switch
    {
        DefaultJsonTypeInfoResolver reflection => reflection.GetType() == typeof(DefaultJsonTypeInfoResolver) && reflection.Modifiers.Count == 0,
        JsonSerializerContext context => IsGenerated(context.GetType()),
        _ => false,
    };

    // Not inherited: a class derived from a generated context may answer differently.
    private static bool IsGenerated(Type context) => context
        .GetCustomAttributes(typeof(GeneratedCodeAttribute), inherit: false)
        .Any(attribute => attribute is GeneratedCodeAttribute { Tool: ContextGenerator });
}
