namespace SegStream.Shared.Model;

/// <summary>One serialized property.</summary>
/// <param name="Name">The property's name, without <c>@</c>.</param>
/// <param name="JsonName">The name that an attribute gives to it; null when none does.</param>
/// <param name="Type">The declared type, without nullability of references.</param>
/// <param name="Value">How it is written.</param>
internal sealed record EventMemberModel(string Name, string? JsonName, string Type, EventValueModel Value);
