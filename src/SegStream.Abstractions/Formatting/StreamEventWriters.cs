using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SegStream.Formatting;

/// <summary>The generated writers that loaded assemblies have registered.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StreamEventWriters
{
    // By type and not by type argument, because the cases of a union are known by their types only. Weak, so that a plug-in can be unloaded.
    private static readonly ConditionalWeakTable<Type, StreamEventWriter> Writers = [];

    /// <summary>Registers a writer. Called by generated code when its assembly is loaded; of two writers of a type the later one counts.</summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="writer">The writer.</param>
    /// <exception cref="ArgumentNullException"><paramref name="writer"/> is null.</exception>
    public static void Register<T>(StreamEventWriter<T> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Writers.AddOrUpdate(typeof(T), writer);
    }

    /// <summary>Finds the writer of a type.</summary>
    /// <param name="type">The type of the events.</param>
    /// <param name="writer">Its writer, when there is one.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryGet(Type type, [NotNullWhen(true)] out StreamEventWriter? writer)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (Writers.TryGetValue(type, out writer))
        {
            return true;
        }

        // A type can be mentioned before any code of its assembly has run, and then the registration has not run either.
        RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
        return Writers.TryGetValue(type, out writer);
    }
}
