using System.Globalization;

namespace SegStream.Framing;

/// <summary>
/// The events of one stream that are being put together into one frame, <c>{"type":"batch","messages":[…],"count":n}</c>. It is written in place, at the end of the stream's
/// buffer; until it is closed, nothing else may be written there.
/// </summary>
internal sealed class FrameBatch<T>(EnvelopeFormatter<T> formatter, int limit)
{
    private int _start;
    private string? _lastId;

    /// <summary>Events in the open frame; 0 when there is none.</summary>
    public int Count { get; private set; }

    /// <summary>Whether there is no room for another event.</summary>
    public bool IsFull => Count >= limit;

    /// <summary>Where the open frame begins.</summary>
    public int Start => _start;

    /// <summary>Bytes before the open frame have left the buffer.</summary>
    public void Moved(int length) => _start -= length;

    /// <summary>Adds an event. One that throws leaves the buffer as it was, and the frame with the events before it.</summary>
    public void Add(FrameBuffer buffer, T value)
    {
        var mark = buffer.Length;
        try
        {
            var id = formatter.IdOf(value);
            SseFields.ValidateId(id);
            buffer.Write(Count == 0 ? Opening : ","u8);
            formatter.WriteMessage(buffer, value);
            if (buffer.Length - mark > formatter.MaxFrameBytes)
            {
                throw FrameBuffer.FrameTooLarge(formatter.MaxFrameBytes);
            }

            _start = Count == 0 ? mark : _start;
            _lastId = string.IsNullOrEmpty(id) ? _lastId : id;
            Count++;
        }
        catch
        {
            buffer.Truncate(mark);
            throw;
        }
    }

    /// <summary>Ends the open frame, if there is one. A single event is no batch: its frame is the one that it would have without batches.</summary>
    public void Close(FrameBuffer buffer)
    {
        if (Count == 0)
        {
            return;
        }

        var message = _start + SseFrame.Data.Length;
        if (Count == 1)
        {
            buffer.Remove(message, Opening.Length - SseFrame.Data.Length);
        }
        else
        {
            buffer.Write("],\"count\":"u8);
            Count.TryFormat(buffer.GetSpan(11), out var written, default, CultureInfo.InvariantCulture);
            buffer.Advance(written);
            buffer.Write((byte)'}');
        }

        formatter.CompressMessage(buffer, message);
        buffer.Write((byte)'\n');

        // A client has all events of the frame or none, so it resumes behind the last of them. The order of the fields in a block does not matter.
        SseFrame.WriteId(buffer, _lastId);
        buffer.Write((byte)'\n');
        _lastId = null;
        Count = 0;
    }

    private static ReadOnlySpan<byte> Opening => "data: {\"type\":\"batch\",\"messages\":["u8;
}
