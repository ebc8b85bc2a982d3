using System.ComponentModel;

namespace SegStream.Hosting;

/// <summary>Says that an assembly has stream endpoints. Written by the generator, so that a host which maps none of them can warn.</summary>
/// <param name="count">How many.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class StreamEndpointsAttribute(int count) : Attribute
{
    /// <summary>How many endpoints the assembly has.</summary>
    public int Count { get; } = count;
}
