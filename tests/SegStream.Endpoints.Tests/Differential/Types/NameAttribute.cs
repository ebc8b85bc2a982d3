namespace SegStream.Endpoints.Tests.Differential.Types;

/// <summary>An attribute that only a type which binds itself reads.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
internal sealed class NameAttribute(string name) : Attribute
{
    public string Name => name;
}
