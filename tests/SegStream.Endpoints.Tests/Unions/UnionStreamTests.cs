using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SegStream.Vocabulary;

namespace SegStream.Endpoints.Tests.Unions;

/// <summary>Unions on the wire, over a real server, in every mode that carries them.</summary>
public sealed class UnionStreamTests
{
    private const string Price = "price: \"ü\" 😀 ";
    private const string PriceInJson = "price: \\\"ü\\\" \\uD83D\\uDE00 ";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_sent_events_have_the_names_of_own_and_included_cases(bool generated) => Assert.Equal(
        $$"""
        event: start
        data: {"total":2}

        event: {{Price}}
        data: {"price":1.5,"note":null}

        event: progress
        data: {"percent":50,"current":1,"total":2}

        event: content
        data: {"text":"50 %"}

        event: shipped
        data: {"parcels":["a","b"],"count":2}

        event: error
        data: {"error_code":"late","message":"too late"}


        """.ReplaceLineEndings("\n"),
        await ReadAsync("/unions/orders", options => options.GeneratedFormatters = generated));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Json_has_the_case_as_its_type(bool generated) => Assert.Equal(
        $$"""
        {"type":"start","total":2}
        {"type":"{{PriceInJson}}","price":1.5,"note":null}
        {"type":"progress","percent":50,"current":1,"total":2}
        {"type":"content","text":"50 %"}
        {"type":"shipped","parcels":["a","b"],"count":2}
        {"type":"error","error_code":"late","message":"too late"}

        """.ReplaceLineEndings("\n"),
        await ReadAsync("/unions/orders/json", options => options.GeneratedFormatters = generated));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Envelope_has_the_case_as_its_type(bool generated) => Assert.Equal(
        $$$"""
        data: {"type":"start","data":{"total":2}}

        data: {"type":"{{{PriceInJson}}}","data":{"price":1.5,"note":null}}

        data: {"type":"progress","data":{"percent":50,"current":1,"total":2}}

        data: {"type":"content","data":{"text":"50 %"}}

        data: {"type":"shipped","data":{"parcels":["a","b"],"count":2}}

        data: {"type":"error","data":{"error_code":"late","message":"too late"}}


        """.ReplaceLineEndings("\n"),
        await ReadAsync("/unions/orders/envelope", options => options.GeneratedFormatters = generated));

    [Fact]
    public async Task Unified_stream_writes_included_events_as_themselves() => Assert.Equal(
        "event: content\ndata: {\"text\":\"c\"}\n\nevent: shipped\ndata: {\"parcels\":[],\"count\":1}\n\n",
        await ReadAsync("/unions/orders/unified"));

    [Theory]
    [InlineData(true, "InvalidOperationException: the reason")]
    [InlineData(false, "The stream ended because of an error on the server.")]
    public async Task Exception_becomes_the_error_case_of_an_included_union_with_its_code(bool details, string message) => Assert.Equal(
        $"event: start\ndata: {{}}\n\nevent: error\ndata: {{\"error_code\":\"internal_error\",\"message\":\"{message}\"}}\n\n",
        await ReadAsync("/unions/orders/failing", options => options.IncludeExceptionDetails = details));

    [Fact]
    public async Task Exception_becomes_the_error_case_of_a_generic_union_with_its_code() => Assert.Equal(
        "{\"type\":\"waiting\",\"seconds\":1}\n{\"type\":\"failed\",\"code\":\"internal_error\",\"message\":\"InvalidOperationException: the reason\"}\n",
        await ReadAsync("/unions/outcome/failing", options => options.IncludeExceptionDetails = true));

    [Fact]
    public async Task Generic_union_is_streamed() => Assert.Equal(
        "event: waiting\ndata: {\"seconds\":3}\n\nevent: value\ndata: {\"value\":\"00000000-0000-0000-0000-000000000000\",\"others\":null}\n\n",
        await ReadAsync("/unions/outcome"));

    [Fact]
    public async Task Generic_union_that_no_endpoint_names_is_known_when_it_is_streamed() =>
        Assert.Equal("event: only\ndata: {\"value\":\"x\"}\n\n", await ReadAsync("/unions/unread"));

    [Fact]
    public async Task Agent_messages_need_no_entry_in_the_context_of_the_endpoint() => Assert.Equal(
        """
        {"type":"planning","content":"look","message_type":"planning","message_id":"m1","is_final":false}
        {"type":"agent_stream","content":"a","message_type":"agent_stream","message_id":"m2","is_final":false,"request_id":"r"}
        {"type":"agent_stream","content":"b","message_type":"agent_stream","message_id":"m2","is_final":true,"request_id":"r"}
        {"type":"result","content":"ab","message_type":"result","message_id":"m3","is_final":true}
        {"type":"error","error_code":"quota","message":"no more","message_type":"error","is_final":true}

        """.ReplaceLineEndings("\n"),
        await ReadAsync("/unions/agent"));

    [Fact]
    public async Task Life_of_a_job_is_streamed_with_its_progress() => Assert.Equal(
        """
        event: task_started
        data: {"name":"sum","job_id":"j1"}

        event: task_progress
        data: {"percent":50,"current":1,"total":2}

        event: task_progress
        data: {"percent":100,"current":2,"total":2}

        event: task_completed
        data: {"result":{"sum":3}}


        """.ReplaceLineEndings("\n"),
        await ReadAsync("/unions/job"));

    [Fact]
    public void Names_cases_and_errors_of_all_kinds_of_unions_agree()
    {
        OrderEvent[] orders = [new StandardEvent.Start(), new StandardEvent.Progress(1), new StandardEvent.Content(""), new StandardEvent.Done(), new StandardEvent.Error("", ""), new OrderEvent.Priced(1), new OrderEvent.Shipped(1)];
        Assert.Equal(["start", "progress", "content", "done", "error", Price, "shipped"], orders.Select(StreamEventUnions.EventNameOf));
        Assert.Equal(Enumerable.Range(0, 7), orders.Select(each => each.Match(_ => 0, _ => 1, _ => 2, _ => 3, _ => 4, _ => 5, _ => 6)));
        Assert.True(StreamEventUnions.TryGet<OrderEvent>(out var union));
        Assert.Equal<OrderEvent>(new StandardEvent.Error("c", "m"), union.CreateError("m", "c")!);
        Assert.Throws<InvalidOperationException>(() => StreamEventUnions.EventNameOf<OrderEvent>(null!));
        Assert.Throws<InvalidOperationException>(() => StreamEventUnions.EventNameOf("no union"));
        Assert.Equal("value", StreamEventUnions.EventNameOf<Outcome<string>>(new OutcomeValue<string>("")));
    }

    private static async Task<string> ReadAsync(string path, Action<SegStreamOptions>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Services.AddSegStream(configure);
        builder.Services.AddAuthorization();
        builder.Services.AddScoped<Endpoints.Rooms>();
        builder.Services.AddSingleton<Endpoints.IGreeter>(new Endpoints.Greeter("plain"));
        builder.Services.AddKeyedSingleton<Endpoints.IGreeter>("loud", new Endpoints.Greeter("LOUD"));
        await using var application = builder.Build();
        application.MapSegStream();
        application.MapGet("/unions/unread", UnionEndpoints.UnreadOne);
        await application.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()), Timeout = TimeSpan.FromSeconds(60) };
        using var response = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();

        // A stream that failed is cut short behind its last event, so it is read as far as it goes.
        using var body = await response.Content.ReadAsStreamAsync();
        var received = new MemoryStream();
        try
        {
            await body.CopyToAsync(received);
        }
        catch (HttpRequestException)
        {
        }
        catch (IOException)
        {
        }

        return System.Text.Encoding.UTF8.GetString(received.ToArray());
    }
}
