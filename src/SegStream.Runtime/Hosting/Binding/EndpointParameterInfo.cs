using System.ComponentModel;
using System.Reflection;

namespace SegStream.Hosting;

/// <summary>
/// A parameter as <c>BindAsync</c> methods are told of it, written by the generator so that nothing is found by reflection: name, type, position, default value and attributes.
/// <see cref="ParameterInfo.Member"/> is the type that declares the endpoint's method, or the <c>[AsParameters]</c> type.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EndpointParameterInfo : ParameterInfo
{
    /// <summary>Describes a parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its type.</param>
    /// <param name="position">Its position in the method.</param>
    /// <param name="declaringType">The type that declares the method.</param>
    public EndpointParameterInfo(string name, Type type, int position, Type declaringType)
    {
        NameImpl = name;
        ClassImpl = type;
        PositionImpl = position;
        MemberImpl = declaringType;
    }

    /// <summary>Whether it has a default value.</summary>
    public bool HasDefault { get; init; }

    /// <summary>The default value.</summary>
    public object? Default { get; init; }

    /// <summary>Its attributes.</summary>
    public IReadOnlyList<Attribute> Annotations { get; init; } = [];

    /// <inheritdoc/>
    public override bool HasDefaultValue => HasDefault;

    /// <inheritdoc/>
    public override object? DefaultValue => HasDefault ? Default : DBNull.Value;

    /// <inheritdoc/>
    public override object? RawDefaultValue => DefaultValue;

    /// <inheritdoc/>
    public override object[] GetCustomAttributes(bool inherit) => [.. Annotations];

    /// <inheritdoc/>
    public override object[] GetCustomAttributes(Type attributeType, bool inherit)
    {
        ArgumentNullException.ThrowIfNull(attributeType);

        // Extension methods as GetCustomAttribute<T>() cast the array to one of attributes.
        return Array.FindAll<Attribute>([.. Annotations], attributeType.IsInstanceOfType);
    }

    /// <inheritdoc/>
    public override IList<CustomAttributeData> GetCustomAttributesData() => [];

    /// <inheritdoc/>
    public override bool IsDefined(Type attributeType, bool inherit) => GetCustomAttributes(attributeType, inherit).Length > 0;
}
