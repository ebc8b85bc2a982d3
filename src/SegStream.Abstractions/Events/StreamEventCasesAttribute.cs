using System.ComponentModel;

namespace SegStream;

/// <summary>
/// Lists the cases of a union. Written by the source generator, so that whoever references the union's assembly need not search it for
/// cases.
/// </summary>
/// <param name="cases">The types of the cases in their order.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class StreamEventCasesAttribute(params Type[] cases) : Attribute
{
    /// <summary>The types of the cases.</summary>
    public IReadOnlyList<Type> Cases { get; } = cases;
}
