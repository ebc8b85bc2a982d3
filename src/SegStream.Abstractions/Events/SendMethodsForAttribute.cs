namespace SegStream;

/// <summary>
/// Asks for the <c>Send</c> methods of a union that another assembly declares. They are made without asking where an endpoint of this assembly streams the union, and are
/// there already where the union's own assembly references the runtime.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true, Inherited = false)]
public sealed class SendMethodsForAttribute : Attribute
{
    /// <summary>Asks for them.</summary>
    /// <param name="union">The union; for a generic one its definition, as <c>typeof(JobEvent&lt;&gt;)</c>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="union"/> is null.</exception>
    public SendMethodsForAttribute(Type union)
    {
        ArgumentNullException.ThrowIfNull(union);
        Union = union;
    }

    /// <summary>The union.</summary>
    public Type Union { get; }

    /// <summary>Whether other assemblies see the methods too. Default: <see langword="false"/>.</summary>
    public bool Public { get; set; }
}
