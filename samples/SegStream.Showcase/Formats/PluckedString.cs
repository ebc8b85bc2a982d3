namespace Showcase.Formats;

/// <summary>
/// A plucked string after Karplus and Strong: a delay line filled with noise whose neighbouring samples are averaged over and over.
/// </summary>
internal sealed class PluckedString
{
    // Below 1 the tone dies away; the nearer to 1, the longer it rings.
    private const float Decay = 0.9965f;

    private readonly float[] _line;
    private readonly float _loudness;
    private int _at;

    /// <summary>Plucks a string.</summary>
    /// <param name="frequency">The tone in hertz.</param>
    /// <param name="loudness">0 to 1.</param>
    /// <param name="noise">Makes the noise of the pluck.</param>
    public PluckedString(double frequency, float loudness, Random noise)
    {
        _loudness = loudness;
        _line = new float[(int)Math.Max(2, WavFormat.SampleRate / frequency)];
        foreach (ref var sample in _line.AsSpan())
        {
            sample = (noise.NextSingle() * 2) - 1;
        }
    }

    /// <summary>Adds the next samples of the tone.</summary>
    /// <param name="samples">What the tone is mixed into.</param>
    public void AddTo(Span<float> samples)
    {
        foreach (ref var sample in samples)
        {
            var next = (_at + 1) % _line.Length;
            sample += _line[_at] * _loudness;
            _line[_at] = (_line[_at] + _line[next]) / 2 * Decay;
            _at = next;
        }
    }
}
