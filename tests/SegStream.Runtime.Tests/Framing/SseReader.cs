using System.Text;

namespace SegStream.Tests.Framing;

/// <summary>An event that a client dispatches. <see cref="LastEventId"/> is what the client would resume from.</summary>
internal sealed record SseEvent(string Type, string Data, string LastEventId);

/// <summary>
/// A client's reader of event streams, written from the algorithm of the WHATWG HTML standard (sections 9.2.5 and 9.2.6), to judge what we write.
/// Bytes may be fed in any pieces.
/// </summary>
internal sealed class SseReader
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly List<byte> _line = [];
    private readonly StringBuilder _data = new();
    private string _eventType = "";
    private string _lastEventIdBuffer = "";
    private bool _isFirstLine = true;
    private bool _skipLineFeed;

    public List<SseEvent> Events { get; } = [];

    public List<string> Comments { get; } = [];

    /// <summary>Blocks that ended without an event, such as heartbeats.</summary>
    public int EmptyBlocks { get; private set; }

    /// <summary>Milliseconds; null until the stream tells.</summary>
    public long? ReconnectionTime { get; private set; }

    /// <summary>What the client would send as Last-Event-ID.</summary>
    public string LastEventId { get; private set; } = "";

    /// <summary>Whether the stream ended between blocks, so that nothing is discarded at its end.</summary>
    public bool IsBetweenBlocks => _line.Count == 0 && _data.Length == 0 && _eventType.Length == 0;

    public static SseReader Read(ReadOnlySpan<byte> stream)
    {
        var reader = new SseReader();
        reader.Feed(stream);
        return reader;
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            var skip = _skipLineFeed && value == '\n';
            _skipLineFeed = value == '\r';
            if (skip)
            {
                continue;
            }

            if (value is (byte)'\r' or (byte)'\n')
            {
                EndLine();
            }
            else
            {
                _line.Add(value);
            }
        }
    }

    private void EndLine()
    {
        var bytes = _line.ToArray().AsSpan();
        _line.Clear();
        if (_isFirstLine && bytes.StartsWith(ByteOrderMark))
        {
            bytes = bytes[ByteOrderMark.Length..];
        }

        _isFirstLine = false;
        var line = Encoding.UTF8.GetString(bytes);
        if (line.Length == 0)
        {
            Dispatch();
            return;
        }

        var colon = line.IndexOf(':');
        if (colon == 0)
        {
            Comments.Add(line[1..]);
        }
        else if (colon < 0)
        {
            Field(line, "");
        }
        else
        {
            var value = line[(colon + 1)..];
            Field(line[..colon], value.StartsWith(' ') ? value[1..] : value);
        }
    }

    private void Field(string name, string value)
    {
        switch (name)
        {
            case "event":
                _eventType = value;
                break;
            case "data":
                _data.Append(value).Append('\n');
                break;
            case "id" when !value.Contains('\0'):
                _lastEventIdBuffer = value;
                break;
            case "retry" when value.Length > 0 && value.All(char.IsAsciiDigit):
                ReconnectionTime = long.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
                break;
        }
    }

    private void Dispatch()
    {
        LastEventId = _lastEventIdBuffer;
        if (_data.Length == 0)
        {
            _eventType = "";
            EmptyBlocks++;
            return;
        }

        _data.Length--;
        Events.Add(new SseEvent(_eventType.Length == 0 ? "message" : _eventType, _data.ToString(), LastEventId));
        _data.Clear();
        _eventType = "";
    }
}
