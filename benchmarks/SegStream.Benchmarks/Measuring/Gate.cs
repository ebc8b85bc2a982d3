namespace SegStream.Benchmarks.Measuring;

/// <summary>A ratio that must be reached for the benchmark to pass.</summary>
/// <param name="Name">What is compared with what.</param>
/// <param name="AtLeast">The ratio that is demanded.</param>
/// <param name="Measured">The median ratio of this run.</param>
internal sealed record Gate(string Name, double AtLeast, double Measured)
{
    public bool Passed => Measured >= AtLeast;
}
