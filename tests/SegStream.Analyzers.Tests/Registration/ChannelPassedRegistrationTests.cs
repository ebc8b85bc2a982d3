using SegStream.Analyzers.Registration;
using SegStream.CodeFixes.Registration;

namespace SegStream.Analyzers.Tests.Registration;

public sealed class ChannelPassedRegistrationTests
{
    [Fact]
    public Task A_response_is_not_kept_in_fields_properties_and_collections() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public sealed class Rooms
        {
            private static readonly Dictionary<string, StreamResponse<string>> All = new();
            private static StreamResponse? s_last;
            private readonly ConcurrentDictionary<string, object> _objects = new();
            private readonly List<StreamResponse> _list = new();
            private readonly StreamResponse[] _array = new StreamResponse[1];

            public StreamResponse? Current { get; set; }

            public void Join(string id, StreamResponse<string> typed, StreamResponse unified)
            {
                All[id] = [|typed|];
                All.Add(id, [|typed|]);
                _objects[id] = [|typed|];
                _objects.TryAdd(id, [|typed|]);
                _objects.GetOrAdd(id, [|unified|]);
                _list.Add([|unified|]);
                _array[0] = [|unified|];
                s_last = [|unified|];
                s_last ??= [|unified|];
                Current = [|unified|];
            }
        }

        public static class Kept
        {
            public static readonly StreamResponse Field = [|StreamResponse.Sse()|];
            public static StreamResponse Property { get; } = [|StreamResponse.Sse()|];
        }
        """).RunAsync();

    [Fact]
    public Task A_response_is_not_given_to_a_service_that_registers_it() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public interface IRooms
        {
            void Register(string id, object stream);
            void Subscribe<T>(StreamResponse<T> response);
            void RegisterStream(object stream);
            void Look(object stream);
        }

        public sealed class Endpoints
        {
            [SseEndpoint("/a")]
            public StreamResponse<string> Join(string id, IRooms rooms)
            {
                var response = StreamResponse.Sse<string>();
                rooms.Register(id, [|response|]);
                rooms.Subscribe([|response|]);
                rooms.RegisterStream([|response|]);
                rooms.Look(response);
                return response;
            }

            public void Late(dynamic rooms, StreamResponse response)
            {
                rooms.Register("a", [|response|]);
                rooms.Look(response);
            }
        }
        """).Messages(
            "'response' is kept where the sender of the stream should be: pass 'response.Sender'",
            "'response' is kept where the sender of the stream should be: pass 'response.Sender'",
            "'response' is kept where the sender of the stream should be: pass 'response.Sender'",
            "'response' is kept where the sender of the stream should be: pass 'response.Sender'").RunAsync();

    [Fact]
    public Task A_channel_writer_made_from_a_sender_is_not_kept() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public sealed class Endpoints
        {
            private readonly ConcurrentDictionary<string, ChannelWriter<string>> _writers = new();

            [SseEndpoint("/a")]
            public void Join(string id, StreamSender<string> sender)
            {
                _writers[id] = [|sender.AsChannelWriter()|];
                var writer = sender.AsChannelWriter();
                _writers.TryAdd(id, [|writer|]);
                writer.TryComplete();
            }
        }
        """).RunAsync();

    [Fact]
    public Task The_channel_whose_reader_an_endpoint_returns_is_not_kept() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public sealed class Endpoints
        {
            private readonly ConcurrentDictionary<string, Channel<string>> _channels = new();
            private readonly List<ChannelWriter<string>> _writers = new();
            private readonly List<object> _readers = new();

            [SseEndpoint("/a")]
            public ChannelReader<string> Join(string id)
            {
                var channel = Channel.CreateBounded<string>(10);
                var reader = channel.Reader;
                _channels[id] = [|channel|];
                _writers.Add([|channel.Writer|]);
                _readers.Add([|reader|]);
                return reader;
            }
        }
        """).RunAsync();

    [Fact]
    public Task Channels_that_are_no_streams_are_left_alone() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public sealed class Queues
        {
            private readonly ConcurrentDictionary<string, Channel<string>> _channels = new();
            private readonly List<ChannelWriter<string>> _writers = new();
            private ChannelReader<string>? _reader;

            public ChannelReader<string> Open(string id)
            {
                var channel = Channel.CreateBounded<string>(10);
                _channels[id] = channel;
                _writers.Add(channel.Writer);
                _reader = channel.Reader;
                return channel.Reader;
            }

            [SseEndpoint("/a")]
            public ChannelReader<string> Serve(string id)
            {
                var commands = Channel.CreateBounded<string>(10);
                _channels[id] = commands;
                return Channel.CreateBounded<string>(10).Reader;
            }

            public void Respond(HttpContext http, List<HttpResponse> responses) => responses.Add(http.Response);
        }
        """).RunAsync();

    [Fact]
    public Task Senders_may_be_kept() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public sealed class Endpoints
        {
            private readonly ConcurrentDictionary<string, StreamSender<string>> _senders = new();
            private StreamSender? _sender;

            [SseEndpoint("/a")]
            public StreamResponse<string> Join(string id, IStreamRegistry registry)
            {
                var response = StreamResponse.Sse<string>();
                registry.Register(id, response.Sender);
                _senders[id] = response.Sender;
                _sender = StreamResponse.Sse().Sender;
                return response;
            }
        }
        """).RunAsync();

    [Fact]
    public Task Locals_and_calls_that_keep_nothing_are_left_alone() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public sealed class Endpoints
        {
            private static readonly StreamResponse<int> Numbers = StreamResponse.JsonFrom(new[] { 1 });
            private static readonly StreamResponse<int> Events = StreamResponse.SseFrom(new[] { 1 });

            public static async Task Serve(HttpContext http, List<IResult> given)
            {
                var response = StreamResponse.Sse<string>();
                var same = response;
                var all = new List<IResult>();
                all.Add(response);
                await response.ExecuteAsync(http);
                Work.Log(response);
                StreamResponse<string>[] array = [response];
                array[0] = same;
            }
        }
        """).RunAsync();

    [Fact]
    public Task The_sender_is_passed() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public interface IRooms
        {
            void Register(string id, object stream);
        }

        public sealed class Endpoints
        {
            private readonly ConcurrentDictionary<string, object> _objects = new();

            [SseEndpoint("/a")]
            public StreamResponse<string> Join(string id, IRooms rooms, StreamSender<int> other)
            {
                var response = StreamResponse.Sse<string>();
                rooms.Register(id, [|response|]);
                _objects[id] = [|response|];
                _objects["other"] = [|other.AsChannelWriter()|];
                return response;
            }
        }
        """).FixedBy<PassTheSenderFix>("PassTheSender", """
        public interface IRooms
        {
            void Register(string id, object stream);
        }

        public sealed class Endpoints
        {
            private readonly ConcurrentDictionary<string, object> _objects = new();

            [SseEndpoint("/a")]
            public StreamResponse<string> Join(string id, IRooms rooms, StreamSender<int> other)
            {
                var response = StreamResponse.Sse<string>();
                rooms.Register(id, response.Sender);
                _objects[id] = response.Sender;
                _objects["other"] = other;
                return response;
            }
        }
        """).RunAsync();

    [Fact]
    public Task The_collection_is_changed_to_hold_senders() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public sealed class Rooms
        {
            private readonly ConcurrentDictionary<string, StreamResponse<string>> _rooms = new ConcurrentDictionary<string, StreamResponse<string>>();
            private StreamResponse? _last;

            public void Join(string id, StreamResponse<string> typed, StreamResponse unified)
            {
                _rooms[id] = [|typed|];
                _rooms.TryAdd(id, [|typed|]);
                _last = [|unified|];
            }
        }
        """).FixedBy<PassTheSenderFix>("PassTheSender", """
        public sealed class Rooms
        {
            private readonly ConcurrentDictionary<string, StreamSender<string>> _rooms = new ConcurrentDictionary<string, StreamSender<string>>();
            private StreamSender? _last;

            public void Join(string id, StreamResponse<string> typed, StreamResponse unified)
            {
                _rooms[id] = typed.Sender;
                _rooms.TryAdd(id, typed.Sender);
                _last = unified.Sender;
            }
        }
        """).RunAsync();

    [Fact]
    public Task Nothing_is_offered_where_other_code_needs_the_response() => Codes.Of<ChannelPassedRegistrationAnalyzer>().Code("""
        public sealed class Rooms
        {
            private StreamResponse? _last;

            public void Join(StreamResponse response) => _last = [|response|];

            public Task ServeAsync(HttpContext http) => _last!.ExecuteAsync(http);

            public void Track(StreamResponse response) => Work.Log(response);

            public void Start(StreamResponse response) => Track([|response|]);
        }
        """).NotFixedBy<PassTheSenderFix>().RunAsync();
}
