using System.Reflection.Metadata;
using SegStream.Framing;

[assembly: MetadataUpdateHandler(typeof(EditedTypes))]

namespace SegStream.Framing;

/// <summary>
/// Whether the running program was edited (hot reload). An edited event has an edited writer, whose members no longer fit the names that were
/// found for it, so from then on the serializer writes all events.
/// </summary>
internal static class EditedTypes
{
    /// <summary>Whether it was.</summary>
    public static bool Any { get; private set; }

    /// <summary>Called by the platform after an edit.</summary>
    internal static void ClearCache(Type[]? types) => Any = true;

    /// <summary>For tests, which do not want to stay edited.</summary>
    internal static void Forget() => Any = false;
}
