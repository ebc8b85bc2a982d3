namespace SegStream.Framing;

/// <summary>Chooses the formatter for a type of events and a wire format.</summary>
internal static class FrameFormatters
{
    private const string PlainText = "text/plain; charset=utf-8";
    private const string OctetStream = "application/octet-stream";

    /// <summary>Makes the formatter for streams of <typeparamref name="T"/>; for unified streams, of <see cref="UnifiedEvent"/>.</summary>
    /// <exception cref="ArgumentException">A setting does not fit the mode, or another.</exception>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> does not fit the mode, or cannot be serialized.</exception>
    public static FrameFormatter<T> Create<T>(FrameFormat format)
    {
        CheckSettings(format);
        if (Unsupported<T>(format.Mode) is { } message)
        {
            throw new InvalidOperationException(message);
        }

        var formatter = format.Mode switch
        {
            StreamMode.Sse => Sse<T>(format),
            StreamMode.Json => Json<T>(format),
            _ => Raw<T>(format),
        };
        formatter.MaxFrameBytes = format.MaxFrameBytes;
        return formatter;
    }

    /// <summary>Why streams of a mode cannot carry <typeparamref name="T"/>; null when they can.</summary>
    public static string? Unsupported<T>(StreamMode mode)
    {
        var bytes = typeof(T) == typeof(byte[]) || typeof(T) == typeof(ReadOnlyMemory<byte>);
        var text = typeof(T) == typeof(string) || typeof(T) == typeof(ReadOnlyMemory<char>);
        var fits = typeof(T) == typeof(UnifiedEvent) || mode switch
        {
            StreamMode.Sse or StreamMode.Json => true,
            StreamMode.Text or StreamMode.Chunked => text || bytes,
            StreamMode.Binary => bytes,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "The stream mode is not defined."),
        };
        if (fits)
        {
            return null;
        }

        var wanted = mode is StreamMode.Binary
            ? "byte[] or ReadOnlyMemory<byte>"
            : "string, ReadOnlyMemory<char>, byte[] or ReadOnlyMemory<byte>";
        return $"A stream of mode {mode} carries {wanted}, not {typeof(T)}.";
    }

    private static void CheckSettings(FrameFormat format)
    {
        if (format.ContentType is not null && format.Mode is not (StreamMode.Chunked or StreamMode.Binary))
        {
            throw new ArgumentException($"A stream of mode {format.Mode} has a content type of its own: ContentType cannot be set.", nameof(format));
        }

        if (format.LengthPrefixed && format.Mode is not StreamMode.Binary)
        {
            throw new ArgumentException($"A stream of mode {format.Mode} has no length prefixes: LengthPrefixed cannot be set.", nameof(format));
        }

        if (format.Envelope is not StreamEnvelope.None && format.Mode is not StreamMode.Sse)
        {
            throw new ArgumentException($"A stream of mode {format.Mode} has no envelopes: Envelope cannot be set.", nameof(format));
        }

        if (format.Envelope is StreamEnvelope.None && (format.BatchCount != 1 || format.CompressPayloadsOver != 0))
        {
            throw new ArgumentException("Only messages in an envelope can be put together or compressed: BatchCount and CompressPayloadsOver need Envelope.", nameof(format));
        }
    }

    private static FrameFormatter<T> Sse<T>(FrameFormat format)
    {
        if (format.Envelope is StreamEnvelope.TypeData)
        {
            return Envelope<T>(format);
        }

        if (typeof(T) == typeof(UnifiedEvent))
        {
            return As<T>(new SseUnifiedFormatter(format));
        }

        if (typeof(T) == typeof(string))
        {
            return As<T>(new SseTextFormatter());
        }

        return StreamEventUnions.TryGet<T>(out var union)
            ? new SseUnionFormatter<T>(union, format)
            : new SseJsonFormatter<T>(new EventJson(format, typeof(T)));
    }

    private static FrameFormatter<T> Envelope<T>(FrameFormat format)
    {
        if (typeof(T) == typeof(UnifiedEvent))
        {
            return As<T>(new EnvelopeUnifiedFormatter(format));
        }

        if (typeof(T) == typeof(string))
        {
            return As<T>(new EnvelopeTextFormatter(format));
        }

        return StreamEventUnions.TryGet<T>(out var union)
            ? new EnvelopeUnionFormatter<T>(union, format)
            : new EnvelopeJsonFormatter<T>(new EventJson(format, typeof(T)), format);
    }

    private static FrameFormatter<T> Json<T>(FrameFormat format)
    {
        if (typeof(T) == typeof(UnifiedEvent))
        {
            return As<T>(new JsonUnifiedFormatter(format));
        }

        return StreamEventUnions.TryGet<T>(out var union)
            ? new JsonUnionFormatter<T>(union, format)
            : new JsonValueFormatter<T>(JsonFraming.Of(format.Format), new EventJson(format, typeof(T)));
    }

    private static FrameFormatter<T> Raw<T>(FrameFormat format)
    {
        if (typeof(T) == typeof(string))
        {
            return As<T>(Text<string, StringPayload>(format));
        }

        if (typeof(T) == typeof(ReadOnlyMemory<char>))
        {
            return As<T>(Text<ReadOnlyMemory<char>, CharsPayload>(format));
        }

        if (typeof(T) == typeof(byte[]))
        {
            return As<T>(Raw<byte[], ArrayPayload>(format, OctetStream));
        }

        return typeof(T) == typeof(ReadOnlyMemory<byte>)
            ? As<T>(Raw<ReadOnlyMemory<byte>, BytesPayload>(format, OctetStream))
            : As<T>(Raw<UnifiedEvent, UnifiedPayload>(format, format.Mode is StreamMode.Binary ? OctetStream : PlainText));
    }

    private static FrameFormatter<T> Text<T, TPayload>(FrameFormat format)
        where TPayload : struct, ITextPayload<T> =>
        format.Mode is StreamMode.Text ? new TextLineFormatter<T, TPayload>() : Raw<T, TPayload>(format, PlainText);

    private static FrameFormatter<T> Raw<T, TPayload>(FrameFormat format, string contentType)
        where TPayload : struct, IPayload<T>
    {
        contentType = format.ContentType ?? contentType;
        return format.Mode switch
        {
            StreamMode.Text => new LineFormatter<T, TPayload>(),
            StreamMode.Binary when format.LengthPrefixed => new LengthPrefixedFormatter<T, TPayload>(contentType),
            _ => new ChunkFormatter<T, TPayload>(format.Mode, contentType),
        };
    }

    private static FrameFormatter<T> As<T>(object formatter) => (FrameFormatter<T>)formatter;
}
