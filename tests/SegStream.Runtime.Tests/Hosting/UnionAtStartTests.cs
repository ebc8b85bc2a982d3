using Microsoft.Extensions.DependencyInjection;
using SegStream.Hosting;
using SegStream.Tests.Framing;
using SegStream.Vocabulary;

namespace SegStream.Runtime.Tests.Hosting;

/// <summary>What is known of a union's JSON when its endpoint is mapped.</summary>
public sealed class UnionAtStartTests
{
    [Fact]
    public async Task Case_with_a_property_named_type_stops_the_start_of_a_json_endpoint_with_its_name()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync<Clash>(StreamMode.Json, StreamEnvelope.None));
        Assert.Contains(typeof(Clash.Bad).ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains("\"type\"", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StreamEnvelope.None)]
    [InlineData(StreamEnvelope.TypeData)]
    public async Task The_same_case_is_welcome_in_server_sent_events(StreamEnvelope envelope)
    {
        await using var app = await StartAsync<Clash>(StreamMode.Sse, envelope);
    }

    [Theory]
    [InlineData(StreamMode.Sse, "event: content\ndata: {\"text\":\"a\"}\n\nevent: done\ndata: {}\n\n")]
    [InlineData(StreamMode.Json, "{\"type\":\"content\",\"text\":\"a\"}\n{\"type\":\"done\"}\n")]
    public async Task Vocabulary_needs_no_context_in_an_application_without_reflection(StreamMode mode, string expected)
    {
        await using var app = await StreamingApp.StartAsync(
            mapper =>
            {
                var definition = new StreamEndpointDefinition { DisplayName = "Tests.Words", Route = "/words", Mode = mode };
                var endpoint = mapper.CreateEndpoint<StandardEvent>(definition);
                mapper.Map(definition, http => endpoint.PullAsync(http, _ => new StandardEvent[] { new StandardEvent.Content("a"), new StandardEvent.Done() }));
            },
            build: builder => builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Clear()));
        Assert.Equal(expected, await app.Client.GetStringAsync("/words"));
    }

    private static Task<StreamingApp> StartAsync<T>(StreamMode mode, StreamEnvelope envelope) => StreamingApp.StartAsync(
        mapper => mapper.CreateEndpoint<T>(new StreamEndpointDefinition { DisplayName = "Tests.Union", Route = "/union", Mode = mode, Envelope = envelope }),
        build: builder => builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, EventsContext.Default)));
}
