namespace SegStream.Shared.Model;

/// <summary>A type of events that a generated writer can write.</summary>
internal sealed record EventWriterModel
{
    /// <summary>The name of the generated file, without extension.</summary>
    public required string HintName { get; init; }

    /// <summary>The name of the generated class, unique in the assembly.</summary>
    public required string ClassName { get; init; }

    /// <summary>Objects and arrays inside each other, the event itself counted.</summary>
    public required int Depth { get; init; }

    /// <summary>The event first, then the objects inside of it.</summary>
    public required EquatableArray<EventShapeModel> Shapes { get; init; }

    /// <summary>All other types inside of it.</summary>
    public required EquatableArray<string> ValueTypes { get; init; }

    public string Type => Shapes[0].Type;
}
