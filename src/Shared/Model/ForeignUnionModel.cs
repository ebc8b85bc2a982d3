namespace SegStream.Shared.Model;

/// <summary>A union of another assembly whose <c>Send</c> methods are made in this one.</summary>
/// <param name="Union">The union with its cases.</param>
/// <param name="IsPublic">Whether other assemblies see the methods.</param>
internal sealed record ForeignUnionModel(UnionModel Union, bool IsPublic);
