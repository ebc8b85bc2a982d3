namespace SegStream;

/// <summary>How far some work is, as it is told to a client.</summary>
/// <param name="Done">What is done, in the unit of <paramref name="Total"/>: 0 to the total.</param>
/// <param name="Total">What there is to do; 0 or more.</param>
/// <param name="Percent">The whole percentage, rounded down: 0 to 100, and 100 only when everything is done.</param>
public readonly record struct ProgressReport(long Done, long Total, int Percent);
