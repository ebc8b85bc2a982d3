using System.Collections.Immutable;
using System.ComponentModel;

namespace SegStream.Hosting;

/// <summary>The events that an endpoint sends, as its signature declares them. Made by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StreamEventContract
{
    private protected StreamEventContract(Type type)
    {
        Type = type;
    }

    /// <summary>The type of the events.</summary>
    public Type Type { get; }

    /// <summary>The cases, where the type is a union of events; else the default.</summary>
    public abstract ImmutableArray<StreamEventCase> Cases { get; }

    /// <summary>Describes events of one type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The description. It finds the union when it is asked for, because the assembly that declares it may not have run yet.</returns>
    public static StreamEventContract Of<T>() => new OfType<T>();

    private sealed class OfType<T>() : StreamEventContract(typeof(T))
    {
        public override ImmutableArray<StreamEventCase> Cases => StreamEventUnions.TryGet<T>(out var union) ? union.Cases : default;
    }
}
