using SegStream.Shared.Model;

namespace SegStream.Generators.Reading;

/// <summary>A writer and who needs it. Endpoints share types of events: of all that need one, the first by name has it written.</summary>
/// <param name="Owner">The unique name of the endpoint or the case.</param>
/// <param name="Writer">The writer.</param>
internal sealed record OwnedWriter(string Owner, EventWriterModel Writer);
