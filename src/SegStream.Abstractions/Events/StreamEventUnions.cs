using System.ComponentModel;
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
            if (Holder<TUnion>.Union is null && typeof(TUnion).IsGenericType)
            {
                RunRegistrationOfConstruction<TUnion>();
            }
        }

        union = Holder<TUnion>.Union;
        return union is not null;
    }

    /// <summary>The event name of a value.</summary>
    /// <typeparam name="TUnion">The union.</typeparam>
    /// <param name="value">An event.</param>
    /// <returns>The name of its case.</returns>
    /// <exception cref="InvalidOperationException"><typeparamref name="TUnion"/> is no union, or the value is no case of it.</exception>
    public static string EventNameOf<TUnion>(TUnion value) =>
        TryGet<TUnion>(out var union) ? union.NameOf(value) ?? throw NoCase(value)
        : throw new InvalidOperationException($"{typeof(TUnion)} is no union of events: it is not marked with [StreamEvents], or its cases have errors.");

    /// <summary>What is thrown for a value that is no case of its union. Called by generated code.</summary>
    /// <typeparam name="TUnion">The union.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The exception.</returns>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static InvalidOperationException NoCase<TUnion>(TUnion value)
    {
        var cases = TryGet<TUnion>(out var union) ? $" Its cases are {string.Join(", ", union.Cases.Select(each => each.Type))}." : "";
        return new InvalidOperationException($"{value?.GetType().ToString() ?? "null"} is no case of the union {typeof(TUnion)}.{cases}");
    }

    // A generic union has no end of constructions; each is registered by its own static constructor, which the generator writes.
    [UnconditionalSuppressMessage("Trimming", "IL2059", Justification = "An event of the union can only exist where the union's constructor is kept, and with it goes the static one. Without events nobody misses the names.")]
    private static void RunRegistrationOfConstruction<TUnion>() => RuntimeHelpers.RunClassConstructor(typeof(TUnion).TypeHandle);

    private static class Holder<TUnion>
    {
        public static volatile StreamEventUnion<TUnion>? Union;
    }
}
