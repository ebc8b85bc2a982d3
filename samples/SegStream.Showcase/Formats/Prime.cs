namespace Showcase.Formats;

/// <summary>A prime number and how it was found.</summary>
/// <param name="Index">1 for the first one of the stream.</param>
/// <param name="Value">The number.</param>
/// <param name="Gap">Distance from the number where the search for it began.</param>
/// <param name="Divisions">How many divisions it took.</param>
public sealed record Prime(int Index, long Value, long Gap, long Divisions);
