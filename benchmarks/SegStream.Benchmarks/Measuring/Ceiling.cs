namespace SegStream.Benchmarks.Measuring;

/// <summary>A figure that must not be exceeded for the benchmark to pass: a size, which does not move with the speed of the machine.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="AtMost">The figure that is allowed.</param>
/// <param name="Measured">The figure of this run.</param>
/// <param name="Unit">The unit of both.</param>
internal sealed record Ceiling(string Name, double AtMost, double Measured, string Unit)
{
    public bool Passed => Measured <= AtMost;
}
