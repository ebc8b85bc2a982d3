namespace Showcase.Formats;

/// <summary>A small tune for one plucked instrument: sixteen steps of melody over a walking bass.</summary>
/// <param name="beatsPerMinute">The tempo; a step is half a beat.</param>
internal sealed class Melody(int beatsPerMinute)
{
    private const int Rest = 0;
    private const int ConcertPitchKey = 69;
    private const double ConcertPitch = 440;
    private const int MaxRinging = 8;

    // Keys as in MIDI: 60 is the middle C.
    private static readonly int[] Tune = [69, 72, 76, 79, 77, 76, 72, 74, 76, Rest, 72, 69, 71, 72, 69, Rest];
    private static readonly int[] Bass = [45, Rest, 52, Rest, 41, Rest, 48, Rest, 48, Rest, 55, Rest, 43, Rest, 45, 52];

    /// <summary>Steps of the tune, with four to let the last tone die away.</summary>
    public static int Steps => Tune.Length * 2 + 4;

    /// <summary>Samples of one step.</summary>
    public int StepSamples { get; } = WavFormat.SampleRate * 60 / beatsPerMinute / 2;

    /// <summary>All samples of the tune, step by step.</summary>
    public IEnumerable<float[]> Play()
    {
        var noise = new Random(beatsPerMinute);
        var ringing = new Queue<PluckedString>();
        for (var step = 0; step < Steps; step++)
        {
            if (step < Tune.Length * 2)
            {
                Pluck(ringing, Tune[step % Tune.Length], 0.32f, noise);
                Pluck(ringing, Bass[step % Bass.Length], 0.3f, noise);
            }

            var samples = new float[StepSamples];
            foreach (var tone in ringing)
            {
                tone.AddTo(samples);
            }

            yield return samples;
        }
    }

    private static void Pluck(Queue<PluckedString> ringing, int key, float loudness, Random noise)
    {
        if (key == Rest)
        {
            return;
        }

        ringing.Enqueue(new PluckedString(ConcertPitch * Math.Pow(2, (key - ConcertPitchKey) / 12.0), loudness, noise));
        if (ringing.Count > MaxRinging)
        {
            ringing.Dequeue();
        }
    }
}
