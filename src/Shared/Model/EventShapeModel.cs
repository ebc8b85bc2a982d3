namespace SegStream.Shared.Model;

/// <summary>An object that is written member by member.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Members">Its serialized properties in the order of the serializer.</param>
internal sealed record EventShapeModel(string Type, EquatableArray<EventMemberModel> Members);
