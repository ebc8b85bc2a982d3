using Microsoft.AspNetCore.Builder;
using SegStream.Hosting;

namespace SegStream.Runtime.Tests.Hosting;

public sealed class UnifiedSenderTests
{
    [Fact]
    public async Task The_verbs_of_server_sent_events_write_their_frames()
    {
        var body = await BodyAsync(StreamResponse.Sse, async sender =>
        {
            sender.SendSseJson(new { a = 1 });
            sender.SendSseJson(2, "number", "7");
            sender.SendSseData("two\nlines");
            sender.SendSseEvent("named", "data", "8");
            sender.SendEvent("older", "x");
            sender.SendData("y");
            sender.SendHeartbeat();
            Assert.True(await sender.SendSseJsonAsync("text"));
            Assert.True(await sender.SendSseDataAsync("z"));
            Assert.True(await sender.SendSseEventAsync("last", ""));
        });

        Assert.Equal(
            """
            data: {"a":1}

            event: number
            id: 7
            data: 2

            data: two
            data: lines

            event: named
            id: 8
            data: data

            event: older
            data: x

            data: y

            :

            data: "text"

            data: z

            event: last
            data:


            """.ReplaceLineEndings("\n"),
            body.Replace("data: \n", "data:\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_verbs_of_the_other_modes_write_their_frames()
    {
        Assert.Equal("{\"a\":1}\n[2]\n", await BodyAsync(() => StreamResponse.Json(), async sender =>
        {
            sender.SendJsonChunk(new { a = 1 });
            Assert.True(await sender.SendJsonChunkAsync(new[] { 2 }));
        }));
        Assert.Equal("a\nb\n", await BodyAsync(StreamResponse.Text, async sender =>
        {
            sender.SendTextChunk("a");
            Assert.True(await sender.SendTextChunkAsync("b"));
        }));
        Assert.Equal("abAB", await BodyAsync(() => StreamResponse.Chunked(), sender =>
        {
            sender.SendTextChunk("a");
            sender.SendTextChunk("b");
            sender.SendBytes("AB"u8.ToArray());
            return Task.CompletedTask;
        }));
        Assert.Equal("AB", await BodyAsync(() => StreamResponse.Binary(), async sender =>
        {
            sender.SendBytes("A"u8.ToArray());
            Assert.True(await sender.SendBytesAsync("B"u8.ToArray()));
        }));
    }

    [Fact]
    public async Task A_case_that_is_sent_as_its_union_is_written_as_on_a_typed_stream()
    {
        StreamEventUnions.Register(new SignalUnion());

        Assert.Equal("event: up\ndata: {\"by\":2}\n\nevent: own\ndata: {\"by\":3}\n\n", await BodyAsync(StreamResponse.Sse, sender =>
        {
            sender.SendSseJson<Signal>(new Up(2));
            sender.SendSseJson<Signal>(new Up(3), "own");
            return Task.CompletedTask;
        }));
        Assert.Equal("{\"type\":\"up\",\"by\":2}\n", await BodyAsync(() => StreamResponse.Json(), sender =>
        {
            sender.SendJsonChunk<Signal>(new Up(2));
            return Task.CompletedTask;
        }));
    }

    private abstract record Signal;

    private sealed record Up(int By) : Signal;

    private sealed class SignalUnion() : StreamEventUnion<Signal>([new StreamEventCase("up", typeof(Up))])
    {
        public override int CaseOf(Signal value) => value is Up ? 0 : -1;
    }

    public static TheoryData<StreamMode, string> Misfits()
    {
        var data = new TheoryData<StreamMode, string>();
        foreach (var (mode, fitting) in new (StreamMode, string[])[]
        {
            (StreamMode.Sse, ["SendSseJson", "SendSseData", "SendSseEvent", "SendEvent", "SendData", "SendHeartbeat"]),
            (StreamMode.Json, ["SendJsonChunk"]),
            (StreamMode.Text, ["SendTextChunk"]),
            (StreamMode.Chunked, ["SendTextChunk", "SendBytes"]),
            (StreamMode.Binary, ["SendBytes"]),
        })
        {
            foreach (var verb in Verbs.Keys.Except(fitting))
            {
                data.Add(mode, verb);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_verb_that_does_not_fit_the_mode_is_refused(StreamMode mode, string verb)
    {
        using var sender = Open(mode).Sender;
        var exception = Assert.Throws<StreamModeException>(() => Verbs[verb](sender));
        Assert.Contains(mode.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void Control_characters_cannot_reach_an_event_name_or_id(string value)
    {
        using var sender = StreamResponse.Sse().Sender;
        Assert.ThrowsAny<ArgumentException>(() => sender.SendSseEvent(value, "x"));
        Assert.ThrowsAny<ArgumentException>(() => sender.SendSseJson(1, value));
        Assert.ThrowsAny<ArgumentException>(() => sender.SendSseJson(1, null, value));
        Assert.ThrowsAny<ArgumentException>(() => sender.SendSseData("x", value));
        Assert.ThrowsAny<ArgumentException>(() => sender.SendSseEvent("", "x"));
    }

    [Fact]
    public async Task An_endpoint_can_be_given_a_unified_sender()
    {
        var definition = new StreamEndpointDefinition { DisplayName = "T", Route = "/u", Mode = StreamMode.Text };
        await using var app = await StreamingApp.StartAsync(mapper =>
        {
            var endpoint = mapper.CreateUnifiedEndpoint(definition);
            mapper.Map(definition, http => endpoint.PushAsync(http, (sender, _) =>
            {
                sender.SendTextChunk("hello");
                sender.EndStream();
                return Task.CompletedTask;
            }));
        });

        Assert.Equal("hello\n", await app.Client.GetStringAsync("/u"));
    }

    private static readonly Dictionary<string, Action<StreamSender>> Verbs = new()
    {
        ["SendSseJson"] = sender => sender.SendSseJson(1),
        ["SendSseData"] = sender => sender.SendSseData("x"),
        ["SendSseEvent"] = sender => sender.SendSseEvent("n", "x"),
        ["SendEvent"] = sender => sender.SendEvent("n", "x"),
        ["SendData"] = sender => sender.SendData("x"),
        ["SendHeartbeat"] = sender => sender.SendHeartbeat(),
        ["SendJsonChunk"] = sender => sender.SendJsonChunk(1),
        ["SendTextChunk"] = sender => sender.SendTextChunk("x"),
        ["SendBytes"] = sender => sender.SendBytes(new byte[1]),
    };

    private static StreamResponse Open(StreamMode mode) => mode switch
    {
        StreamMode.Sse => StreamResponse.Sse(),
        StreamMode.Json => StreamResponse.Json(),
        StreamMode.Text => StreamResponse.Text(),
        StreamMode.Chunked => StreamResponse.Chunked(),
        _ => StreamResponse.Binary(),
    };

    private static async Task<string> BodyAsync(Func<StreamResponse> open, Func<StreamSender, Task> send)
    {
        await using var app = await StreamingApp.StartAsync(use: app => app.MapGet("/u", async () =>
        {
            var response = open();
            await send(response.Sender);
            response.Sender.EndStream();
            return response;
        }));
        return await app.Client.GetStringAsync("/u");
    }
}
