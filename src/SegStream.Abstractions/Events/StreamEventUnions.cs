using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SegStream;

/// <summary>The unions of events that loaded assemblies have registered.</summary>
public static class StreamEventUnions
{
    /// <summary>Registers a union. Called by generated code when the assembly that declares the union is loaded.</summary>
    /// <typeparam name="TUnion">The union's base type.</typeparam>
    /// <param name="union">The description of the union.</param>
    public static void Register<TUnion>(StreamEventUnion<TUnion> union)
    {
        ArgumentNullException.ThrowIfNull(union);
        Holder<TUnion>.Union = union;
    }

    /// <summary>Finds the union of which a type is the base.</summary>
    /// <typeparam name="TUnion">The type of the events of a stream.</typeparam>
    /// <param name="union">The union, when there is one.</param>
    /// <returns>Whether <typeparamref name="TUnion"/> is a registered union.</returns>
    public static bool TryGet<TUnion>([NotNullWhen(true)] out StreamEventUnion<TUnion>? union)
    {
        if (Holder<TUnion>.Union is null)
        {
            // A type can be mentioned before any code of its assembly has run, and then the registration has not run either.
            RuntimeHelpers.RunModuleConstructor(typeof(TUnion).Module.ModuleHandle);
        }

        union = Holder<TUnion>.Union;
        return union is not null;
    }

    private static class Holder<TUnion>
    {
        public static volatile StreamEventUnion<TUnion>? Union;
    }
}
