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
    public async Task A_bad_setting_of_an_endpoint_stops_the_mapping_with_its_name()
    {
        var definition = new StreamEndpointDefinition { DisplayName = "Tests.Bad", Route = "/x", Mode = StreamMode.Sse, Capacity = 1, HeartbeatSeconds = 0.001 };
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(mapper => mapper.CreateEndpoint<int>(definition)));
        Assert.Contains("Tests.Bad", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Capacity is 1", exception.Message, StringComparison.Ordinal);
        Assert.Contains("HeartbeatSeconds is 0.001", exception.Message, StringComparison.Ordinal);
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
    public async Task A_body_without_type_information_stops_the_mapping_and_says_only_what_helps()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StreamingApp.StartAsync(
            mapper => mapper.Json<Uncovered>("order"),
            build: builder => builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolver = CoveredContext.Default)));
        Assert.Contains("'order'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("[JsonSerializable(typeof(Uncovered))]", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ConfigureHttpJsonOptions", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("JsonContext =", exception.Message, StringComparison.Ordinal);
    }

    private static void Configure(WebApplicationBuilder builder, string key, string value) =>
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>($"SegStream:{key}", value)]);

    private sealed record Uncovered(int Value);
}
