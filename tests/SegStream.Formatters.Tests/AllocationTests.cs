using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SegStream.Formatters.Tests.Shapes;
using SegStream.Framing;

namespace SegStream.Formatters.Tests;

public sealed class AllocationTests
{
    private const int Events = 500;
    private const int Passes = 20;

    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(StreamMode.Sse)]
    [InlineData(StreamMode.Json)]
    public void An_event_allocates_nothing(StreamMode mode)
    {
        AllocatesNothing(mode, new Progress(1, 2));
        AllocatesNothing(mode, new Texts("plain", "with \"quotes\", ü and 漢字\n" + new string('<', 1_000), 'ü', null));
        AllocatesNothing(mode, new Times(Now.UtcDateTime, Now, new DateOnly(2026, 1, 2), new TimeOnly(3, 4), TimeSpan.FromTicks(-1)));
        AllocatesNothing(mode, new Fractions(1.5f, Math.PI, 1.10m));
        AllocatesNothing(mode, new NullableEnums(Bytes.One, null, DayOfWeek.Friday, null, Signed.Least));
        AllocatesNothing(mode, new Point(1, 2));
        AllocatesNothing(mode, new Segment(new Point(1, 2), new Point(3, 4)));
        AllocatesNothing(mode, new Polygon("x", [new Point(1, 2)], [null, new Point(3, 4)], null, new Segment(default, null)));
        AllocatesNothing(mode, new Lists(["a", null], [1, null], [Guid.Empty], [new Progress(1, 2)], [1]));
        AllocatesNothing<Feed>(mode, new Feed.Said("text", null, Now));
        AllocatesNothing<Feed>(mode, new Feed.Counted([1, 2], default));
    }

    private static void AllocatesNothing<T>(StreamMode mode, T value)
    {
        foreach (var encoder in new[] { null, JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        {
            var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = encoder, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
            Assert.NotNull(GeneratedWriter.Find(options.GetTypeInfo(value!.GetType())));
            using var buffer = new FrameBuffer();
            var formatter = FrameFormatters.Create<T>(new FrameFormat { Mode = mode, Json = options.GetTypeInfo });
            var least = long.MaxValue;

            // The least of some passes: what the runtime allocates once, as when it compiles a method anew, is not an event's.
            for (var pass = 0; pass < Passes && least > 0; pass++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var count = 0; count < Events; count++)
                {
                    buffer.Reset();
                    formatter.WriteEvent(buffer, value, 1);
                }

                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            Assert.True(least == 0, $"{value.GetType()} in {mode}: {least} bytes for {Events} events.");
        }
    }
}
