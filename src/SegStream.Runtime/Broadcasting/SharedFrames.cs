using SegStream.Framing;

namespace SegStream.Broadcasting;

/// <summary>
/// The frames of one event on their way into the logs of a group. Each thread keeps one; while it is taken the slot is empty, because a converter that a formatter calls may broadcast too.
/// </summary>
internal sealed class SharedFrames
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static SharedFrames? _kept;

    private readonly FrameBuffer _buffer = new();
    private readonly List<(GroupTrack Track, int End, bool IsTerminal)> _frames = [];

    public int Count => _frames.Count;

    public static SharedFrames Take()
    {
        var frames = _kept ?? new SharedFrames();
        _kept = null;
        return frames;
    }

    public void Return()
    {
        _frames.Clear();
        _buffer.Reset();
        if (_buffer.Capacity > LargestKept)
        {
            _buffer.Release();
        }

        _kept = this;
    }

    /// <summary>Writes the frame of an event for each of the tracks whose event it is. Runs the application's serialization.</summary>
    public void Write<T>(T value, GroupTrack[] tracks)
    {
        _frames.Clear();
        _buffer.Reset();
        foreach (var track in tracks)
        {
            if (track is GroupTrack<T> own)
            {
                var isTerminal = own.Write(_buffer, value);
                _frames.Add((track, _buffer.Length, isTerminal));
            }
            else if (!typeof(T).IsValueType && value is not null && track.TryWriteCase(_buffer, value, out var isTerminal))
            {
                _frames.Add((track, _buffer.Length, isTerminal));
            }
        }
    }

    public GroupTrack TrackAt(int index) => _frames[index].Track;

    public bool IsTerminalAt(int index) => _frames[index].IsTerminal;

    public ReadOnlySpan<byte> FrameAt(int index)
    {
        var start = index == 0 ? 0 : _frames[index - 1].End;
        return _buffer.WrittenSpan[start.._frames[index].End];
    }
}
