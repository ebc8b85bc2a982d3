namespace SegStream;

/// <summary>
/// Declares a closed union of events: an abstract partial record whose cases are sealed records derived from it and marked with
/// <see cref="StreamEventAttribute"/>. The source generator closes the union and maps each case to its event name.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class StreamEventsAttribute : Attribute;
