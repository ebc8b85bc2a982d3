using SegStream.Framing;

namespace SegStream.Broadcasting;

/// <summary>The events of a group in one wire format: a formatter, the log of its frames, and who waits for them.</summary>
internal abstract class GroupTrack(FrameLog log)
{
    private static readonly int MaxParkings = Math.Min(Environment.ProcessorCount, 16);

    private ParkedReaders[] _parkings = [];

    public FrameLog Log => log;

    /// <summary>Members that wait, also those that are gone; for tests.</summary>
    internal int ParkedCount => Volatile.Read(ref _parkings).Sum(static parking => parking.Depth);

    /// <summary>What makes the frames.</summary>
    public abstract object Formatter { get; }

    /// <summary>Under the group's lock: members that have not left.</summary>
    public int Members { get; set; }

    /// <summary>Writes the frame of an event whose type is not the track's own but may be derived from it.</summary>
    /// <param name="buffer">Where to.</param>
    /// <param name="value">The event.</param>
    /// <param name="isTerminal">As <see cref="GroupTrack{T}.Write"/> returns it.</param>
    /// <returns>Whether it is one of the track's events.</returns>
    public abstract bool TryWriteCase(FrameBuffer buffer, object value, out bool isTerminal);

    /// <summary>Under the group's lock: where a new member waits for news. As many places as cores, once there are as many members, and each with as many of them as the others, also after some have left.</summary>
    public ParkedReaders NextParking()
    {
        var parkings = _parkings;
        if (parkings.Length < MaxParkings)
        {
            Volatile.Write(ref _parkings, parkings = [.. parkings, new ParkedReaders(this)]);
            return parkings[^1];
        }

        return parkings.MinBy(static parking => parking.Members)!;
    }

    /// <summary>After an event was appended and a full fence: wakes who waits for it.</summary>
    public void Wake()
    {
        foreach (var parking in Volatile.Read(ref _parkings))
        {
            parking.Wake();
        }
    }
}

/// <inheritdoc cref="GroupTrack"/>
internal sealed class GroupTrack<T>(FrameFormatter<T> formatter, FrameLog log) : GroupTrack(log)
{
    public override object Formatter => formatter;

    /// <summary>Writes the frame of an event.</summary>
    /// <returns>Whether it is the last event of somebody's work, for which nobody is to wait.</returns>
    public bool Write(FrameBuffer buffer, T value)
    {
        // The frames of other tracks stand before it.
        var mark = buffer.Length;
        buffer.FrameLimit = (int)Math.Min(int.MaxValue, (long)mark + formatter.MaxFrameBytes);

        // Formats whose frames depend on what came before are not shared, so the index says nothing.
        formatter.WriteEvent(buffer, value, index: 0);
        if (buffer.Length - mark > formatter.MaxFrameBytes)
        {
            throw FrameBuffer.FrameTooLarge(formatter.MaxFrameBytes);
        }

        return formatter.IsTerminal(value);
    }

    public override bool TryWriteCase(FrameBuffer buffer, object value, out bool isTerminal)
    {
        isTerminal = false;
        if (value is not T own)
        {
            return false;
        }

        isTerminal = Write(buffer, own);
        return true;
    }
}
