using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Capacity", "1")]
    [InlineData("Capacity", "1048577")]
    [InlineData("Capacity", "many")]
    [InlineData("HighWatermark", "0")]
    [InlineData("HighWatermark", "1.5")]
    [InlineData("HighWatermark", "NaN")]
    [InlineData("LowWatermark", "0.8")]
    [InlineData("LowWatermark", "-0.1")]
    [InlineData("Heartbeat", "00:00:00.01")]
    [InlineData("Heartbeat", "often")]
    [InlineData("IdleTimeout", "2.00:00:00")]
    [InlineData("MaxDuration", "366.00:00:00")]
    [InlineData("MaxDuration", "30")]
    [InlineData("WriteTimeout", "-00:00:01")]
    [InlineData("MaxLag", "0")]
    [InlineData("MaxLag", "1048577")]
    [InlineData("MaxLag", "far")]
    [InlineData("MaxLagBytes", "1023")]
    [InlineData("MaxLagBytes", "1073741825")]
    [InlineData("MaxLagBytes", "1.5")]
    [InlineData("Overflow", "Sometimes")]
    [InlineData("Overflow", "2")]
    [InlineData("Envelope", "JSON")]
    [InlineData("Envelope", "1")]
    [InlineData("BatchCount", "0")]
    [InlineData("BatchCount", "10001")]
    [InlineData("BatchCount", "2")]
    [InlineData("BatchDelay", "00:00:00.0001")]
    [InlineData("BatchDelay", "00:00:00.1")]
    [InlineData("FlushInterval", "00:00:11")]
    [InlineData("FlushInterval", "5")]
    [InlineData("CompressPayloadsOver", "127")]
    [InlineData("CompressPayloadsOver", "1000")]
    [InlineData("CompressPayloadsOver", "large")]
    [InlineData("Compression", "Deflate")]
    [InlineData("Compression", "1")]
    [InlineData("MaxFrameBytes", "32767")]
    [InlineData("MaxFrameBytes", "2000000001")]
    [InlineData("OnShutdown", "Sometime")]
    [InlineData("OnShutdown", "1")]
    [InlineData("DrainTime", "00:00:00.01")]
    [InlineData("DrainTime", "off")]
    [InlineData("FindLostClients", "sometimes")]
    [InlineData("MaxStreams", "0")]
    [InlineData("MaxStreams", "lots")]
    [InlineData("MaxStreamsPerClient", "-1")]
    [InlineData("RetryAfter", "00:00:00.5")]
    [InlineData("RetryAfter", "off")]
    [InlineData("IncludeExceptionDetails", "maybe")]
    [InlineData("Capasity", "10")]
    public async Task A_bad_setting_in_configuration_stops_the_start_with_its_name(string key, string value)
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StreamingApp.StartAsync(build: builder => Configure(builder, key, value)));
        Assert.Contains(key, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_setting_in_code_stops_the_start_with_its_name()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StreamingApp.StartAsync(configure: options => options.Capacity = 0));
        Assert.Contains("SegStreamOptions.Capacity is 0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_that_no_client_can_reach_stops_the_start_with_its_name()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StreamingApp.StartAsync(configure: static options => (options.MaxStreams, options.MaxStreamsPerClient) = (10, 11)));
        Assert.Contains("MaxStreamsPerClient is 11", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_setting_of_an_endpoint_stops_the_mapping_with_its_name()
    {
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Bad", Route = "/x", Mode = StreamMode.Sse, Capacity = 1, HeartbeatSeconds = 0.001 };
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(mapper => mapper.CreateEndpoint<int>(definition)));
        Assert.Contains("Tests.Bad", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Capacity is 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("HeartbeatSeconds is 0.001", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formatters_are_kept_for_the_next_stream_but_not_without_end()
    {
        StreamHost? host = null;
        await using var app = await StreamingApp.StartAsync(mapper => host = mapper.Services.GetRequiredService<StreamHost>());
        var plain = StreamEndpointPlans.FormatKey(StreamSettings.Resolve(host!.Options, null), StreamMode.Binary, JsonStreamFormats.None, null, false, null);
        var kept = host.Formatter<byte[]>(plain);

        for (var i = 0; i < 3_000; i++)
        {
            var contentType = $"multipart/x-mixed-replace; boundary=b{i}";
            Assert.Equal(contentType, host.Formatter<byte[]>(plain with { ContentType = contentType }).ContentType);
        }

        Assert.Same(kept, host.Formatter<byte[]>(plain));
        Assert.InRange(host.FormatterCount, 1_000, 1_024);
    }

    [Fact]
    public async Task The_nearest_setting_wins()
    {
        StreamHost? host = null;
        await using var app = await StreamingApp.StartAsync(
            mapper => host = mapper.Services.GetRequiredService<StreamHost>(),
            options => options.LowWatermark = 0.1,
            builder =>
            {
                Configure(builder, "Capacity", "100");
                Configure(builder, "LowWatermark", "0.2");
                Configure(builder, "Heartbeat", "off");
            });

        var inherited = StreamSettings.Resolve(host!.Options, null);
        Assert.Equal(new SegStream.Channels.ChannelLimits(100, 80, 10), inherited.Channel);
        Assert.Null(inherited.Heartbeat);
        var own = StreamSettings.Resolve(host.Options, new StreamEndpointDefinition { DisplayName = "T", Route = "/", Mode = StreamMode.Sse, Capacity = 10, HeartbeatSeconds = 2 });
        Assert.Equal(new SegStream.Channels.ChannelLimits(10, 8, 1), own.Channel);
        Assert.Equal(TimeSpan.FromSeconds(2), own.Heartbeat);
    }

    [Fact]
    public async Task The_nearest_lag_limit_wins_and_the_capacity_is_its_default()
    {
        StreamHost? host = null;
        await using var app = await StreamingApp.StartAsync(
            mapper => host = mapper.Services.GetRequiredService<StreamHost>(),
            build: builder => Configure(builder, "MaxLagBytes", "2048"));

        var endpoint = new StreamEndpointDefinition { DisplayName = "T", Route = "/", Mode = StreamMode.Sse, Capacity = 10 };
        Assert.Equal(new SegStream.Broadcasting.LagLimits(1024, 2048), StreamSettings.Resolve(host!.Options, null).Lag);
        Assert.Equal(new SegStream.Broadcasting.LagLimits(10, 2048), StreamSettings.Resolve(host.Options, endpoint).Lag);

        host.Options.MaxLag = 77;
        var disconnecting = new StreamEndpointDefinition { DisplayName = "T", Route = "/", Mode = StreamMode.Sse, MaxLagBytes = 4096, Overflow = OverflowPolicy.Disconnect };
        var coalescing = new StreamEndpointDefinition { DisplayName = "T", Route = "/", Mode = StreamMode.Sse, MaxLag = 5, Overflow = OverflowPolicy.Coalesce };
        Assert.Equal(new SegStream.Broadcasting.LagLimits(77, 4096, Disconnects: true), StreamSettings.Resolve(host.Options, disconnecting).Lag);
        Assert.Equal(new SegStream.Broadcasting.LagLimits(5, 2048, Shares: false), StreamSettings.Resolve(host.Options, coalescing).Lag);

        var bad = new StreamEndpointDefinition { DisplayName = "Tests.Bad", Route = "/", Mode = StreamMode.Sse, MaxLag = 0, MaxLagBytes = 1 };
        var exception = Assert.Throws<InvalidOperationException>(() => StreamSettings.Resolve(host.Options, bad));
        Assert.Contains("MaxLag is 0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("MaxLagBytes is 1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_nearest_overflow_policy_wins()
    {
        StreamHost? host = null;
        await using var configured = await StreamingApp.StartAsync(
            mapper => host = mapper.Services.GetRequiredService<StreamHost>(),
            build: builder => Configure(builder, "Overflow", "dropNewest"));
        Assert.Equal(OverflowPolicy.DropNewest, StreamSettings.Resolve(host!.Options, null).Channel.Overflow);

        await using var coded = await StreamingApp.StartAsync(
            mapper => host = mapper.Services.GetRequiredService<StreamHost>(),
            options => options.Overflow = OverflowPolicy.Disconnect,
            builder => Configure(builder, "Overflow", "DropNewest"));
        Assert.Equal(OverflowPolicy.Disconnect, StreamSettings.Resolve(host.Options, null).Channel.Overflow);
        Assert.Equal(OverflowPolicy.Wait, StreamSettings.Resolve(host.Options, Endpoint(StreamMode.Sse, OverflowPolicy.Wait)).Channel.Overflow);
        Assert.Equal(OverflowPolicy.Wait, StreamSettings.Resolve(new SegStreamOptions(), null).Channel.Overflow);
    }

    [Fact]
    public async Task The_nearest_shutdown_policy_wins()
    {
        StreamHost? host = null;
        await using var app = await StreamingApp.StartAsync(
            mapper => host = mapper.Services.GetRequiredService<StreamHost>(),
            build: builder => Configure(builder, "OnShutdown", "finish"));
        Assert.Equal(ShutdownPolicy.Finish, StreamSettings.Resolve(host!.Options, null).OnShutdown);
        var own = new StreamEndpointDefinition { DisplayName = "T", Route = "/", Mode = StreamMode.Sse, OnShutdown = ShutdownPolicy.Detach };
        Assert.Equal(ShutdownPolicy.Detach, StreamSettings.Resolve(host.Options, own).OnShutdown);
        Assert.Equal(ShutdownPolicy.Drain, StreamSettings.Resolve(new SegStreamOptions(), null).OnShutdown);
    }

    [Fact]
    public async Task An_unknown_shutdown_policy_stops_the_start_with_its_name()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StreamingApp.StartAsync(configure: options => options.OnShutdown = (ShutdownPolicy)7));
        Assert.Contains("OnShutdown is 7; it must be Drain, Finish, Detach", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_overflow_policy_stops_the_start_with_its_name()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => StreamingApp.StartAsync(configure: options => options.Overflow = (OverflowPolicy)9));
        Assert.Contains("Overflow is 9; it must be Wait, DropOldest", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StreamMode.Text)]
    [InlineData(StreamMode.Chunked)]
    [InlineData(StreamMode.Binary)]
    public async Task Coalescing_in_a_mode_without_keys_stops_the_mapping_with_its_name(StreamMode mode)
    {
        foreach (var map in new Action<StreamEndpointMapper>[]
        {
            mapper => mapper.CreateEndpoint<byte[]>(Endpoint(mode, OverflowPolicy.Coalesce)),
            mapper => mapper.CreateUnifiedEndpoint(Endpoint(mode, OverflowPolicy.Coalesce)),
            mapper => mapper.CreateDetachedEndpoint(Endpoint(mode, OverflowPolicy.Coalesce)),
        })
        {
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(map));
            Assert.Contains("Tests.Overflow", exception.Message, StringComparison.Ordinal);
            Assert.Contains("Overflow is Coalesce", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Coalescing_events_without_keys_stops_the_mapping_with_its_name()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(mapper => mapper.CreateEndpoint<int>(Endpoint(StreamMode.Sse, OverflowPolicy.Coalesce))));
        Assert.Contains("Overflow is Coalesce, but events of type System.Int32 have no keys", exception.Message, StringComparison.Ordinal);

        exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(
            mapper => mapper.CreateEndpoint<int>(new StreamEndpointDefinition { DisplayName = "Tests.Overflow", Route = "/x", Mode = StreamMode.Sse }),
            options => options.Overflow = OverflowPolicy.Coalesce));
        Assert.Contains("Overflow is Coalesce", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Coalescing_a_response_of_events_without_keys_is_a_server_error_that_names_the_setting()
    {
        await using var app = await StreamingApp.StartAsync(
            use: application => application.MapGet("/x", () => StreamResponse.Sse<int>()),
            configure: options => options.Overflow = OverflowPolicy.Coalesce);
        using var response = await app.OpenAsync("/x");
        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(1 << 20)]
    public void There_is_always_room_between_the_watermarks(int capacity)
    {
        var options = new SegStreamOptions { Capacity = capacity, HighWatermark = 0.01, LowWatermark = 0.009 };
        var limits = StreamSettings.Resolve(options, null).Channel;
        Assert.InRange(limits.HighWatermark, 1, capacity);
        Assert.InRange(limits.LowWatermark, 0, limits.HighWatermark - 1);
    }

    [Fact]
    public async Task An_event_type_without_type_information_stops_the_mapping_and_says_what_to_add()
    {
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Json", Route = "/x", Mode = StreamMode.Sse };
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(
            mapper => mapper.CreateEndpoint<Uncovered>(definition),
            build: builder => builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolver = CoveredContext.Default)));
        Assert.Contains("[JsonSerializable(typeof(Uncovered))]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Tests.Json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_type_information_stops_the_mapping_and_says_what_helps()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(
            mapper => mapper.Json<Uncovered>("order", context: null),
            build: builder => builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolver = CoveredContext.Default)));
        Assert.Contains("'order'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[JsonSerializable(typeof(Uncovered))]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ConfigureHttpJsonOptions", exception.Message, StringComparison.Ordinal);
        Assert.Contains("JsonContext =", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_neither_the_context_nor_the_options_know_names_both()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(
            mapper => mapper.Json<Uncovered>("order", CoveredContext.Default),
            build: builder => builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolver = CoveredContext.Default)));
        Assert.Contains("or to CoveredContext", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("JsonContext =", exception.Message, StringComparison.Ordinal);
    }

    private static StreamEndpointDefinition Endpoint(StreamMode mode, OverflowPolicy policy) => new() { DisplayName = "Tests.Overflow", Route = "/x", Mode = mode, Overflow = policy };

    private static void Configure(WebApplicationBuilder builder, string key, string value) =>
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>($"SegStream:{key}", value)]);

    private sealed record Uncovered(int Value);
}
