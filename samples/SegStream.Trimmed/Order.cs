namespace Trimmed;

/// <summary>An event, and the body of a request.</summary>
public sealed record Order(string Id, int Count, decimal Price, DayOfWeek Day, IReadOnlyList<string> Tags);
