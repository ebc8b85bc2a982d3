namespace SegStream.Benchmarks.Queues;

/// <summary>How long a call took.</summary>
/// <param name="Seconds">From the first thread's beginning to the last one's end.</param>
/// <param name="Together">How much of that all threads were at work.</param>
internal readonly record struct Timing(double Seconds, double Together)
{
    /// <summary>A call of one thread.</summary>
    public static Timing Alone(double seconds) => new(seconds, seconds);

    /// <summary>The call, where one of its threads hardly came to work.</summary>
    public Timing AsDisturbed() => this with { Together = 0 };

    /// <summary>Whether it shows what threads do to one another, rather than what they do one after the other or while one is off its core.</summary>
    public bool IsContended => Together > 0.75 * Seconds;
}
