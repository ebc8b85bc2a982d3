using System.Buffers;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Text.Json;
using SegStream.Framing;

namespace SegStream.Benchmarks.Frames;

/// <summary>One way for frames into a pipe as a server has it below a response: blocks of 4 KB, flushed every 32 KB and read at once.</summary>
internal sealed class FrameContender
{
    private const int FlushThreshold = 32 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly FrameBuffer? _buffer;
    private readonly Action<IBufferWriter<byte>> _format;
    private readonly List<double> _rounds = [];

    private FrameContender(FrameWay way, Action<IBufferWriter<byte>> format)
    {
        Way = way;
        _format = format;
        if (way != FrameWay.Straight)
        {
            _buffer = new FrameBuffer { Lender = way == FrameWay.InPlace ? _pipe.Writer : null };
        }
    }

    public FrameWay Way { get; }

    /// <summary>Nanoseconds of processor time per event, for each round.</summary>
    public IReadOnlyList<double> Rounds => _rounds;

    /// <summary>Bytes that are there already and are copied.</summary>
    public static FrameContender OfBytes(FrameWay way, int size)
    {
        var payload = new byte[size];
        payload.AsSpan().Fill((byte)'x');
        return new FrameContender(way, writer =>
        {
            var frame = writer.GetSpan(size + 8);
            "data: "u8.CopyTo(frame);
            payload.CopyTo(frame[6..]);
            "\n\n"u8.CopyTo(frame[(size + 6)..]);
            writer.Advance(size + 8);
        });
    }

    /// <summary>A text that the serializer writes.</summary>
    public static FrameContender OfJson(FrameWay way, int size)
    {
        var text = new string('x', size);
        var json = new Utf8JsonWriter(Stream.Null, new JsonWriterOptions { SkipValidation = true });
        return new FrameContender(way, writer =>
        {
            writer.Write("data: "u8);
            json.Reset(writer);
            json.WriteStringValue(text);
            json.Flush();
            writer.Write("\n\n"u8);
        });
    }

    /// <summary>Runs for about a time and does not count it.</summary>
    public void WarmUp(TimeSpan time, int events)
    {
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < time;)
        {
            Run(events);
        }
    }

    /// <summary>Runs once.</summary>
    public void Measure(int events)
    {
        // Processor time, because one thread does everything and others on the machine do not matter then.
        var begin = Environment.CpuUsage.TotalTime;
        Run(events);
        _rounds.Add((Environment.CpuUsage.TotalTime - begin).TotalNanoseconds / events);
    }

    private void Run(int events)
    {
        for (var index = 0; index < events; index++)
        {
            if (_buffer is not null)
            {
                _format(_buffer);
                if (_buffer.Length >= FlushThreshold)
                {
                    _buffer.MoveTo(_pipe.Writer, _buffer.Length);
                    FlushAndRead();
                }
            }
            else
            {
                _format(_pipe.Writer);
                if (_pipe.Writer.UnflushedBytes >= FlushThreshold)
                {
                    FlushAndRead();
                }
            }
        }
    }

    private void FlushAndRead()
    {
        // Without a limit to what is in the pipe a flush never waits, and what was flushed is there to be read.
        var flushing = _pipe.Writer.FlushAsync();
        if (!flushing.IsCompletedSuccessfully || !_pipe.Reader.TryRead(out var result))
        {
            throw new InvalidOperationException("The pipe did not take what was flushed.");
        }

        _pipe.Reader.AdvanceTo(result.Buffer.End);
    }
}
