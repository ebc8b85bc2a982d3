using Microsoft.Extensions.Options;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>Settings of frames that fit neither their range nor each other.</summary>
public sealed class FrameSettingsTests
{
    public static TheoryData<string, StreamEndpointDefinition> Bad => new()
    {
        { "Envelope is 2; it must be None or TypeData.", Endpoint(envelope: (StreamEnvelope)2) },
        { "BatchCount is 0; it must be between 1 (no batches) and 10000 events.", Endpoint(batch: 0) },
        { "BatchCount is 5 and Envelope is None", Endpoint(batch: 5) },
        { "BatchDelay is set and BatchCount is 1", Endpoint(envelope: StreamEnvelope.TypeData, delay: 5) },
        { "BatchDelayMilliseconds is 0.5; it must be 0 (none) or between 1 and 10000 milliseconds.", Endpoint(envelope: StreamEnvelope.TypeData, batch: 5, delay: 0.5) },
        { "FlushIntervalMilliseconds is NaN", Endpoint(interval: double.NaN) },
        { "CompressPayloadsOver is 100; it must be 128 bytes or more", Endpoint(envelope: StreamEnvelope.TypeData, compress: 100) },
        { "CompressPayloadsOver is set and Envelope is None", Endpoint(compress: 1000) },
        { "FlushInterval is 00:00:01 and IdleTimeout 00:00:01", Endpoint(interval: 1000, idle: 1) },
        { "BatchDelay is 00:00:02 and IdleTimeout 00:00:01", Endpoint(envelope: StreamEnvelope.TypeData, batch: 2, delay: 2000, idle: 1) },
        { "Envelope is set, but it is for Server-Sent Events", Endpoint(StreamMode.Json, envelope: StreamEnvelope.TypeData) },
        { "BatchCount is set, but it is for Server-Sent Events", Endpoint(StreamMode.Json, batch: 2) },
        { "BatchDelayMilliseconds is set, but it is for Server-Sent Events", Endpoint(StreamMode.Json, delay: 2) },
        { "CompressPayloadsOver is set, but it is for Server-Sent Events", Endpoint(StreamMode.Json, compress: 1000) },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_combination_stops_the_mapping_with_the_names(string expected, StreamEndpointDefinition definition)
    {
        foreach (var map in new Action<StreamEndpointMapper>[] { mapper => mapper.CreateEndpoint<int>(definition), mapper => mapper.CreateUnifiedEndpoint(definition), mapper => mapper.CreateDetachedEndpoint(definition) })
        {
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(map));
            Assert.Contains("Tests.Frames", exception.Message, StringComparison.Ordinal);
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_bad_combination_of_options_stops_the_start_with_the_names()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StreamingApp.StartAsync(configure: options => options.BatchCount = 5));
        Assert.Contains("SegStreamOptions.BatchCount is 5 and Envelope is None", exception.Message, StringComparison.Ordinal);
        exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StreamingApp.StartAsync(configure: options => options.FlushInterval = TimeSpan.Zero));
        Assert.Contains("SegStreamOptions.FlushInterval is 00:00:00; it must be null (none) or between", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_for_all_streams_of_events_leave_other_modes_alone()
    {
        var options = new SegStreamOptions { Envelope = StreamEnvelope.TypeData, BatchCount = 10, BatchDelay = TimeSpan.FromMilliseconds(20), FlushInterval = TimeSpan.FromMilliseconds(50), CompressPayloadsOver = 1000 };
        var events = StreamSettings.Resolve(options, Endpoint()).Frames;
        Assert.Equal((StreamEnvelope.TypeData, 10, TimeSpan.FromMilliseconds(20), 1000), (events.Envelope, events.BatchCount, events.BatchDelay, events.CompressPayloadsOver));
        foreach (var mode in new[] { StreamMode.Json, StreamMode.Text, StreamMode.Chunked, StreamMode.Binary })
        {
            var other = StreamSettings.Resolve(options, Endpoint(mode)).Frames;
            Assert.Equal((StreamEnvelope.None, 1, null, null), (other.Envelope, other.BatchCount, other.BatchDelay, other.CompressPayloadsOver));
            Assert.Equal(TimeSpan.FromMilliseconds(50), other.FlushInterval);
        }
    }

    [Fact]
    public void An_endpoint_turns_off_what_the_options_turn_on()
    {
        var options = new SegStreamOptions { Envelope = StreamEnvelope.TypeData, BatchCount = 10, BatchDelay = TimeSpan.FromMilliseconds(20), FlushInterval = TimeSpan.FromMilliseconds(50), CompressPayloadsOver = 1000 };
        var frames = StreamSettings.Resolve(options, Endpoint(envelope: StreamEnvelope.None, batch: 1, delay: 0, interval: 0, compress: 0)).Frames;
        Assert.Equal(new FrameSettings(StreamEnvelope.None, 1, null, null, null, StreamCompression.Off, 64 * 1024 * 1024), frames);
        Assert.Null(frames.Pace(null!));
    }

    private static StreamEndpointDefinition Endpoint(
        StreamMode mode = StreamMode.Sse, StreamEnvelope? envelope = null, int? batch = null, double? delay = null, double? interval = null, int? compress = null, double? idle = null) =>
        new()
        {
            DisplayName = "Tests.Frames",
            Route = "/x",
            Mode = mode,
            Envelope = envelope,
            BatchCount = batch,
            BatchDelayMilliseconds = delay,
            FlushIntervalMilliseconds = interval,
            CompressPayloadsOver = compress,
            IdleTimeoutSeconds = idle,
        };
}
