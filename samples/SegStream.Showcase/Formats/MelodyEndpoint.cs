using SegStream;

namespace Showcase.Formats;

/// <summary>A tune as a WAV file that begins to play before its end has been computed.</summary>
public static class MelodyEndpoint
{
    private const int MinTempo = 60;
    private const int MaxTempo = 240;

    // curl -N 'http://127.0.0.1:5180/formats/melody.wav?bpm=120' | aplay
    [BinaryStream("/formats/melody.wav", ContentType = "audio/wav")]
    public static async Task Play(StreamSender<ReadOnlyMemory<byte>> sender, CancellationToken ct, int bpm = 112)
    {
        if (bpm is < MinTempo or > MaxTempo)
        {
            throw new BadHttpRequestException($"The tempo has to be between {MinTempo} and {MaxTempo} beats per minute.");
        }

        var melody = new Melody(bpm);
        await sender.SendAsync(WavFormat.Header(Melody.Steps * melody.StepSamples), ct);
        foreach (var samples in melody.Play())
        {
            if (!await sender.SendAsync(WavFormat.Encode(samples), ct))
            {
                return;
            }
        }

        sender.EndStream();
    }
}
