namespace SegStream;

/// <summary>
/// Declares a closed union of events: an abstract partial record whose cases are sealed records derived from it and marked with
/// <see cref="StreamEventAttribute"/>. The source generator closes the union, maps each case to its event name and writes <c>Match</c>, <c>Switch</c> and,
/// where the runtime is referenced, a <c>Send</c> method for each case.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class StreamEventsAttribute : Attribute
{
    /// <summary>Declares a union.</summary>
    /// <param name="include">
    /// Other unions, such as <see cref="Vocabulary.StandardEvent"/>, whose events are events of this one too: they convert to it implicitly, are sent under their own names
    /// and are among the cases that <c>Match</c> asks for. They are not generic, include nothing themselves, and no two events have the same name. Default: none.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="include"/> is null.</exception>
    public StreamEventsAttribute(params Type[] include)
    {
        ArgumentNullException.ThrowIfNull(include);
        Include = include;
    }

    /// <summary>The included unions.</summary>
    public IReadOnlyList<Type> Include { get; }
}
