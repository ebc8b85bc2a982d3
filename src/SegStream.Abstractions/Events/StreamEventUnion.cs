using System.Collections.Immutable;

namespace SegStream;

/// <summary>
/// A closed set of event types with their names. The source generator derives one class from it for every type marked with
/// <see cref="StreamEventsAttribute"/> and registers an instance when the assembly is loaded.
/// </summary>
/// <typeparam name="TUnion">The union's base type.</typeparam>
public abstract class StreamEventUnion<TUnion>
{
    /// <summary>Describes a union.</summary>
    /// <param name="cases">The cases, in the order of the numbers that <see cref="CaseOf"/> returns.</param>
    protected StreamEventUnion(ImmutableArray<StreamEventCase> cases)
    {
        Cases = cases;
    }

    /// <summary>The cases of the union.</summary>
    public ImmutableArray<StreamEventCase> Cases { get; }

    /// <summary>The position in <see cref="Cases"/> of the case that a value belongs to.</summary>
    /// <param name="value">An event.</param>
    /// <returns>The position, or -1 for a type that is no case of the union.</returns>
    public abstract int CaseOf(TUnion value);

    /// <summary>Makes the event that tells a client of a failure.</summary>
    /// <param name="message">What may be told to the client.</param>
    /// <returns>The event, or the default where the union has no error case that can be made from a message.</returns>
    public virtual TUnion? CreateError(string message) => default;
}
