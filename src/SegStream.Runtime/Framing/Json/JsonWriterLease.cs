using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SegStream.Framing;

/// <summary>
/// A <see cref="Utf8JsonWriter"/> of the current thread, made once and reused. While it is taken, the slot is empty: a converter or property that
/// sends to another stream may bring formatting of that stream's events onto the same thread, in the middle of this one's.
/// </summary>
internal readonly ref struct JsonWriterLease
{
    // Most hosts have one set of JSON options; a few slots keep a second and third from taking turns in one.
    private const int Slots = 4;

    // What JsonSerializer takes for 0. The serializer's fast path leaves the depth to the writer, whose own default is 1,000.
    private const int DefaultMaxDepth = 64;

    [ThreadStatic]
    private static Utf8JsonWriter?[]? _slots;

    private JsonWriterLease(Utf8JsonWriter writer) => Writer = writer;

    /// <summary>The writer, which writes to the buffer that it was taken for.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>Takes a writer that writes what the serializer's own would write with the same options, but never indented.</summary>
    public static JsonWriterLease Take(FrameBuffer buffer, JavaScriptEncoder? encoder, int maxDepth = 0)
    {
        maxDepth = maxDepth == 0 ? DefaultMaxDepth : maxDepth;
        var slots = _slots ??= new Utf8JsonWriter?[Slots];
        foreach (ref var slot in slots.AsSpan())
        {
            if (slot is { } writer && ReferenceEquals(writer.Options.Encoder, encoder) && writer.Options.MaxDepth == maxDepth)
            {
                slot = null;
                writer.Reset(buffer);
                return new JsonWriterLease(writer);
            }
        }

        return new JsonWriterLease(Make(buffer, encoder, maxDepth));
    }

    /// <summary>Puts the writer back.</summary>
    public void Dispose()
    {
        // Neither the buffer nor half-written bytes stay with the thread.
        Writer.Reset(Nowhere.Instance);
        var slots = _slots!;
        foreach (ref var slot in slots.AsSpan())
        {
            if (slot is null)
            {
                slot = Writer;
                return;
            }
        }

        // All slots hold other options: the oldest makes room.
        slots.AsSpan(1).CopyTo(slots);
        slots[^1] = Writer;
    }

    // SkipValidation is what JsonSerializer itself uses; its converters cannot write structurally wrong JSON.
    private static Utf8JsonWriter Make(FrameBuffer buffer, JavaScriptEncoder? encoder, int maxDepth) =>
        new(buffer, new JsonWriterOptions { Encoder = encoder, MaxDepth = maxDepth, SkipValidation = true });

    private sealed class Nowhere : IBufferWriter<byte>
    {
        public static readonly Nowhere Instance = new();

        public void Advance(int count) => throw new InvalidOperationException("The JSON writer is not taken.");

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new InvalidOperationException("The JSON writer is not taken.");

        public Span<byte> GetSpan(int sizeHint = 0) => throw new InvalidOperationException("The JSON writer is not taken.");
    }
}
