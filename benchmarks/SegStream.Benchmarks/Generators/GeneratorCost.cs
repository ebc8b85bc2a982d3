namespace SegStream.Benchmarks.Generators;

/// <summary>What one run of a generator takes.</summary>
/// <param name="Milliseconds">The time.</param>
/// <param name="Kilobytes">What it allocates.</param>
internal readonly record struct GeneratorCost(double Milliseconds, double Kilobytes);
