using System.Collections.Immutable;

namespace SegStream;

/// <summary>
/// A closed set of event types with their names. The source generator derives one class from it for every type marked with
/// <see cref="StreamEventsAttribute"/> and registers an instance when the assembly is loaded; of a generic union, when a construction of it is first used.
/// </summary>
/// <typeparam name="TUnion">The union's base type.</typeparam>
public abstract class StreamEventUnion<TUnion>
{
    /// <summary>What <see cref="CreateError(string)"/> uses as code.</summary>
    private const string UnknownError = "error";

    /// <summary>Describes a union.</summary>
    /// <param name="cases">The cases, in the order of the numbers that <see cref="CaseOf"/> returns.</param>
    protected StreamEventUnion(ImmutableArray<StreamEventCase> cases)
    {
        Cases = cases;
    }

    /// <summary>The cases of the union, those of included unions among them.</summary>
    public ImmutableArray<StreamEventCase> Cases { get; }

    /// <summary>Whether there are events whose <see cref="PayloadOf"/> is another object. Default: <see langword="false"/>.</summary>
    public virtual bool HasIncluded => false;

    /// <summary>The position in <see cref="Cases"/> of the case that a value belongs to.</summary>
    /// <param name="value">An event.</param>
    /// <returns>The position, or -1 for a type that is no case of the union.</returns>
    public abstract int CaseOf(TUnion value);

    /// <summary>The event name of a value.</summary>
    /// <param name="value">An event.</param>
    /// <returns>The name of its case, or <see langword="null"/> for a type that is no case of the union.</returns>
    public string? NameOf(TUnion value) => CaseOf(value) is >= 0 and var position ? Cases[position].Name : null;

    /// <summary>The object that is serialized: the event itself, or the event of an included union that it stands for. It is of its case's type.</summary>
    /// <param name="value">An event; not null.</param>
    /// <returns>The object.</returns>
    public virtual object PayloadOf(TUnion value) => value!;

    /// <summary>Makes the event that tells a client of a failure.</summary>
    /// <param name="message">What may be told to the client.</param>
    /// <returns>The event, or the default where the union has no error case that can be made from a message.</returns>
    public TUnion? CreateError(string message) => CreateError(message, UnknownError);

    /// <summary>Makes the event that tells a client of a failure.</summary>
    /// <param name="message">What may be told to the client.</param>
    /// <param name="code">A short code that programs can compare; dropped where the error case has no place for it.</param>
    /// <returns>The event, or the default where the union has no error case that can be made from a message.</returns>
    public virtual TUnion? CreateError(string message, string code) => default;
}
