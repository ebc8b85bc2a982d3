using SegStream.Generators.Tests.Harness;

namespace SegStream.Generators.Tests;

public sealed class EndpointRuleTests
{
    private const string Open = "public static class P { ";

    [Theory]
    [InlineData("[SseEndpoint(\"/x\")] public static {|SEG0001:int|} Run() => 1;")]
    [InlineData("[SseEndpoint(\"/x\")] public static {|SEG0001:void|} Run() { }")]
    [InlineData("[SseEndpoint(\"/x\")] public static {|SEG0001:Task|} Run() => Task.CompletedTask;")]
    [InlineData("[SseEndpoint(\"/x\")] public static {|SEG0001:Task<int>|} Run() => Task.FromResult(1);")]
    [InlineData("[TextStream(\"/x\")] public static {|SEG0001:string|} Run() => \"\";")]
    [InlineData("[SseEndpoint(\"/x\")] public static async {|SEG0001:void|} Run(StreamSender<int> sender) => await Task.Yield();")]
    [InlineData("[SseEndpoint(\"/x\")] public static {|SEG0001:Task<int>|} Run(StreamSender<int> sender) => Task.FromResult(1);")]
    [InlineData("[SseEndpoint(\"/x\")] public static {|SEG0001:IEnumerable<int>|} Run(StreamSender<int> sender) => [];")]
    [InlineData("[SseEndpoint(\"/x\")] public static {|SEG0001:Channel<int>|} Run() => null!;")]
    [InlineData("[SseEndpoint(\"/x\")] public static {|SEG0001:dynamic|} Run() => null!;")]
    [InlineData("[SseEndpoint(\"/x\")] public static {|SEG0001:Two|} Run() => null!; } public abstract class Two : IAsyncEnumerable<int>, IAsyncEnumerable<string> { public abstract IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken c); IAsyncEnumerator<string> IAsyncEnumerable<string>.GetAsyncEnumerator(CancellationToken c) => null!;")]
    [InlineData("private static List<int> l = []; [SseEndpoint(\"/x\")] public static {|SEG0001:ref List<int>|} Run() => ref l;")]
    [InlineData("} public struct S { [SseEndpoint(\"/x\")] public {|SEG0001:IEnumerable<int>|} Run() => [];")]
    [InlineData("} public interface I { [SseEndpoint(\"/x\")] static abstract {|SEG0001:IEnumerable<int>|} Run();")]
    public Task SEG0001_reports_a_return_type_that_is_no_stream(string member) => RuleRun.VerifyAsync(Open + member + " }");

    [Theory]
    [InlineData("[SseEndpoint(\"/x\")] public static void Run(StreamSender<int> sender) { }")]
    [InlineData("[SseEndpoint(\"/x\")] public static async Task Run(StreamSender<int> sender) => await Task.Yield();")]
    [InlineData("[SseEndpoint(\"/x\")] public static void Run(StreamSender sender) { }")]
    [InlineData("[SseEndpoint(\"/x\")] public static IResult Run() => TypedResults.NotFound();")]
    [InlineData("[SseEndpoint(\"/x\")] public static Task<Results<NotFound, BadRequest>> Run() => null!;")]
    [InlineData("[SseEndpoint(\"/x\")] public static Dictionary<string, int> Run() => [];")]
    [InlineData("} public interface I { [SseEndpoint(\"/x\")] IEnumerable<int> Run();")]
    [InlineData("} public abstract class A { [SseEndpoint(\"/x\")] public abstract IAsyncEnumerable<int> Run();")]
    public Task SEG0001_accepts_every_supported_shape(string member) => RuleRun.VerifyAsync(Open + member + " }");

    [Theory]
    [InlineData("ref int {|SEG0002:a|}")]
    [InlineData("in int {|SEG0002:a|}")]
    [InlineData("out int {|SEG0002:a|}")]
    [InlineData("Span<int> {|SEG0002:a|}")]
    [InlineData("DayOfWeek[][] a, int[,] {|SEG0002:b|}", "[FromQuery] ")]
    [InlineData("[FromQuery] P2 {|SEG0002:a|}")]
    [InlineData("[FromHeader] P2 {|SEG0002:a|}")]
    [InlineData("[FromRoute] string {|SEG0002:a|}")]
    [InlineData("[FromForm] P2 {|SEG0002:a|}")]
    [InlineData("[FromForm] string a, [FromBody] P2 {|SEG0002:b|}")]
    [InlineData("[FromBody] P2 a, IFormFile {|SEG0002:b|}")]
    [InlineData("Stream a, IFormCollection {|SEG0002:b|}")]
    [InlineData("[FromForm(Name = \"x\")] IFormCollection {|SEG0002:a|}")]
    [InlineData("[FromForm(Name = \"x\")] IFormFileCollection {|SEG0002:a|}")]
    [InlineData("[MyQuery] string {|SEG0002:a|}")]
    [InlineData("[FromServices, FromKeyedServices(1)] P2 {|SEG0002:a|}")]
    [InlineData("dynamic {|SEG0002:a|}")]
    [InlineData("[AsParameters] P5? {|SEG0002:a|}")]
    [InlineData("[AsParameters] P6 {|SEG0002:a|}")]
    [InlineData("[AsParameters] P7 {|SEG0002:a|}")]
    [InlineData("[AsParameters] P8 {|SEG0002:a|}")]
    [InlineData("[AsParameters] P9 {|SEG0002:a|}")]
    [InlineData("[AsParameters] PA {|SEG0002:a|}")]
    [InlineData("[AsParameters] PB {|SEG0002:a|}")]
    [InlineData("[AsParameters] PC {|SEG0002:a|}")]
    [InlineData("[AsParameters] PD {|SEG0002:a|}")]
    [InlineData("[AsParameters] (int X, int Y) {|SEG0002:a|}")]
    [InlineData("[AsParameters] IComparable {|SEG0002:a|}")]
    [InlineData("P3 {|SEG0002:a|}")]
    [InlineData("P4 {|SEG0002:a|}")]
    [InlineData("PE {|SEG0002:a|}")]
    [InlineData("[FromServices] int {|SEG0002:a|}")]
    [InlineData("[FromBody] P2 a, [FromBody] P2 {|SEG0002:b|}")]
    [InlineData("[FromBody] P2 a, Stream {|SEG0002:b|}")]
    public Task SEG0002_reports_a_parameter_that_cannot_be_bound(string parameters, string prefix = "")
    {
        // The case with a prefix shows that jagged and ranked arrays differ; jagged ones are services or bodies and are checked when they are mapped.
        var list = prefix.Length == 0 ? parameters : "int[] a, " + prefix + parameters.Split(", ", 2)[1];
        var body = parameters.StartsWith("out", StringComparison.Ordinal) ? "{ a = 1; return null!; }" : "=> null!;";
        return RuleRun.VerifyAsync($"public class P2; public record P5(int X); public record P6([FromHeader] P2 X); public record P7([AsParameters] P5 X); public record P8(StreamSender<int> S); public struct P3; public class P4 {{ public static Task<P4?> BindAsync(HttpContext c) => null!; }} public class PE : PE0; public class PE0 {{ public static ValueTask<PE0?> BindAsync(HttpContext c) => default; }} public abstract record P9(int X); public class PA {{ public PA(int x) {{ }} public PA(string x) {{ }} }} public class PB {{ internal PB() {{ }} }} public class PC(int x) {{ public int X => x; public required int Y {{ get; init; }} }} public class PD {{ public required int X; }} public sealed class MyQueryAttribute : Attribute, Microsoft.AspNetCore.Http.Metadata.IFromQueryMetadata {{ public string? Name => \"x\"; }} public static class P {{ [SseEndpoint(\"/x\")] public static List<int> Run({list}) {body} }}");
    }

    [Theory]
    [InlineData("/{a}", "int[] {|SEG0002:a|}")]
    [InlineData("/{a}", "P2 {|SEG0002:a|}")]
    [InlineData("/{b}", "[FromRoute(Name = \"a\")] int {|SEG0002:b|}")]
    [InlineData("/{b}", "[FromRoute(Name = \"b\")] P2 {|SEG0002:a|}")]
    [InlineData("/", "StreamSender<int> a, StreamSender<int> {|SEG0002:b|}")]
    public Task SEG0002_reports_what_does_not_fit_the_route_or_the_stream(string route, string parameters)
    {
        var returns = parameters.Contains("Sender", StringComparison.Ordinal) ? "void Run" : "List<int> Run";
        return RuleRun.VerifyAsync($"public class P2; public static class P {{ [SseEndpoint(\"{route}\")] public static {returns}({parameters}) => throw new Exception(); }}");
    }

    [Theory]
    [InlineData("GET", "int a, int? b, string c, string? d, Uri e, DayOfWeek f, DayOfWeek? g, Guid h, DateTime i, TimeSpan j, decimal k, Version l")]
    [InlineData("GET", "int[] a, string[] b, Uri[] c, int?[] d, Microsoft.Extensions.Primitives.StringValues e")]
    [InlineData("GET", "P2 service, IServiceProvider provider, [FromServices] P2 other, [FromKeyedServices(1)] P2 keyed")]
    [InlineData("GET", "HttpContext a, HttpRequest b, HttpResponse c, System.Security.Claims.ClaimsPrincipal d, CancellationToken e")]
    [InlineData("GET", "[FromBody] P2 body")]
    [InlineData("GET", "[AsParameters] P5 five, [AsParameters] P6 six, int x")]
    [InlineData("POST", "P3 body")]
    [InlineData("GET", "[AsParameters] P2 empty, [AsParameters] P9 properties, [AsParameters] PA two")]
    [InlineData("POST", "[FromForm] string a, [FromForm] int?[] b, IFormFile c, IFormFileCollection d, IFormCollection e, [FromForm(Name = \"x\")] IFormFile? f, int q")]
    [InlineData("GET", "PB bound, PB? maybe, PC with, PC? maybeWith, [FromKeyedServices(1)] HttpContext keyed")]
    [InlineData("POST", "P2 one, P2 two")]
    [InlineData("post", "int[] body, [FromQuery] int[] ids")]
    public Task SEG0002_accepts_what_minimal_apis_bind(string method, string parameters) =>
        RuleRun.VerifyAsync($"public class P2; public struct P3; public readonly record struct P5(int X); public sealed record P6(HttpContext Http, string? X, P2 Service, CancellationToken Ct); public class P9 {{ public required int A {{ get; init; }} public string? B {{ get; set; }} public int C {{ get; private set; }} }} public struct PA {{ public PA(int x) {{ }} public int X {{ get; set; }} }} public class PB {{ public static ValueTask<PB?> BindAsync(HttpContext c) => default; }} public struct PC {{ public static ValueTask<PC> BindAsync(HttpContext c, System.Reflection.ParameterInfo p) => default; }} public static class P {{ [SseEndpoint(\"/x\", Method = \"{method}\")] public static List<int> Run({parameters}) => []; }}");

    [Theory]
    [InlineData("/{a}", "")]
    [InlineData("/{a}/{b}", "string b")]
    [InlineData("/{a}", "[FromQuery] string a")]
    [InlineData("/{**a}", "CancellationToken ct")]
    public Task SEG0003_reports_a_route_parameter_that_nobody_takes(string route, string parameters) =>
        RuleRun.VerifyAsync($"public static class P {{ [SseEndpoint({{|SEG0003:\"{route}\"|}})] public static List<int> Run({parameters}) => []; }}");

    [Theory]
    [InlineData("/{A}", "string a")]
    [InlineData("/{id:int}", "int id")]
    [InlineData("/{id}", "[FromRoute(Name = \"id\")] int number")]
    [InlineData("/{id}", "HttpContext http")]
    [InlineData("/{id}", "HttpRequest request")]
    [InlineData("/{id}", "[AsParameters] Q q")]
    [InlineData("/{{id}}", "")]
    public Task SEG0003_accepts_a_route_parameter_that_is_taken(string route, string parameters) =>
        RuleRun.VerifyAsync($"public record Q(int Id, string? Text); public static class P {{ [SseEndpoint(\"{route}\")] public static List<int> Run({parameters}) => []; }}");

    [Theory]
    [InlineData("\"/{a\"")]
    [InlineData("\"/a}\"")]
    [InlineData("\"/{a}/{a}\"")]
    [InlineData("\"/a//b\"")]
    [InlineData("\"/{}\"")]
    [InlineData("null!")]
    public Task SEG0004_reports_an_invalid_pattern(string route) =>
        RuleRun.VerifyAsync($"public static class P {{ [SseEndpoint({{|SEG0004:{route}|}})] public static List<int> Run() => []; }}");

    [Fact]
    public Task SEG0004_accepts_a_constant_and_constraints_with_braces() =>
        RuleRun.VerifyAsync("public static class P { const string Base = \"/v1\"; [SseEndpoint(route: Base + \"/{id:regex(^\\\\d{{3}}$)}\")] public static List<int> Run(string id) => []; }");

    [Theory]
    [InlineData("[SseEndpoint(\"/x\")] public static List<int> A() => []; [SseEndpoint({|SEG0005:\"/x\"|})] public static List<int> B() => [];")]
    [InlineData("[SseEndpoint(\"/x/{a}\")] public static List<int> A(string a) => []; [JsonStream({|SEG0005:\"X/{b}/\"|}, Method = \"get\")] public static List<int> B(string b) => [];")]
    [InlineData("[SseEndpoint(\"/x\")] public static List<int> A() => []; [SseEndpoint({|SEG0005:\"/x\"|})] public static List<int> B() => []; [SseEndpoint({|SEG0005:\"/x\"|})] public static List<int> C() => [];")]
    public Task SEG0005_reports_the_second_endpoint_of_a_route(string members) => RuleRun.VerifyAsync(Open + members + " }");

    [Theory]
    [InlineData("[SseEndpoint(\"/x\")] public static List<int> A() => []; [SseEndpoint(\"/x\", Method = \"POST\")] public static List<int> B() => [];")]
    [InlineData("[SseEndpoint(\"/x/{a}\")] public static List<int> A(string a) => []; [SseEndpoint(\"/x/{a:int}\")] public static List<int> B(int a) => [];")]
    [InlineData("[SseEndpoint(\"/x\"), Host(\"a\")] public static List<int> A() => []; [SseEndpoint(\"/x\"), Host(\"b\")] public static List<int> B() => [];")]
    public Task SEG0005_accepts_routes_that_differ(string members) => RuleRun.VerifyAsync(Open + members + " }");

    [Theory]
    [InlineData("[SseEndpoint(\"/x\")] private static List<int> {|SEG0006:Run|}() => [];")]
    [InlineData("private static class Q { [SseEndpoint(\"/x\")] public static List<int> {|SEG0006:Run|}() => []; }")]
    [InlineData("} file static class Q { [SseEndpoint(\"/x\")] public static List<int> {|SEG0006:Run|}() => [];")]
    [InlineData("} public class Q { [SseEndpoint(\"/x\")] protected List<int> {|SEG0006:Run|}() => [];")]
    [InlineData("} public interface I { List<int> Run(); } public class Q : I { [SseEndpoint(\"/x\")] List<int> {|SEG0006:I.Run|}() => [];", false)]
    [InlineData("static void M() { [SseEndpoint(\"/x\")] static List<int> {|SEG0006:Run|}() => []; Run(); }")]
    [InlineData("public static int X { [SseEndpoint(\"/x\")] {|SEG0006:get|} => 1; }")]
    [InlineData("[SseEndpoint(\"/x\"), {|SEG0006:Mine|}] public static List<int> Run() => []; private sealed class MineAttribute : Attribute;")]
    [InlineData("[SseEndpoint(\"/x\"), {|SEG0006:Mine(typeof(Hidden))|}] public static List<int> Run() => []; private sealed class Hidden; } public sealed class MineAttribute(Type type) : Attribute { public Type Type => type;")]
    public Task SEG0006_reports_what_generated_code_cannot_name(string members, bool spanIsWhole = true)
    {
        // The name of an explicit implementation is reported without its interface.
        var source = spanIsWhole ? members : members.Replace("{|SEG0006:I.Run|}", "I.{|SEG0006:Run|}", StringComparison.Ordinal);
        return RuleRun.VerifyAsync(Open + source + " }");
    }

    [Theory]
    [InlineData("[SseEndpoint(\"/x\")] internal static List<int> Run() => [];")]
    [InlineData("internal static class Q { [SseEndpoint(\"/x\")] public static List<int> Run() => []; }")]
    [InlineData("} public class Q { [SseEndpoint(\"/x\")] protected internal List<int> Run() => [];")]
    [InlineData("[SseEndpoint(\"/x\"), Mine(typeof(int))] public static List<int> Run() => []; internal sealed class MineAttribute(Type type) : Attribute { public Type Type => type; }")]
    public Task SEG0006_accepts_what_the_assembly_can_see(string members) => RuleRun.VerifyAsync(Open + members + " }");

    [Theory]
    [InlineData("public static class P { [SseEndpoint(\"/x\")] public static List<T> {|SEG0007:Run|}<T>() => []; }")]
    [InlineData("public class P<T> { [SseEndpoint(\"/x\")] public static List<T> {|SEG0007:Run|}() => []; }")]
    [InlineData("public class P<T> { public class Q { [SseEndpoint(\"/x\")] public static List<int> {|SEG0007:Run|}() => []; } }")]
    public Task SEG0007_reports_generic_methods_and_types(string source) => RuleRun.VerifyAsync(source);

    [Fact]
    public Task SEG0007_accepts_constructed_types() =>
        RuleRun.VerifyAsync("public static class P { [SseEndpoint(\"/x\")] public static List<List<int>> Run(IComparer<int> service) => []; }");

    [Fact]
    public Task SEG0011_reports_the_second_attribute() =>
        RuleRun.VerifyAsync("public static class P { [SseEndpoint(\"/x\"), {|SEG0011:JsonStream(\"/y\")|}] public static List<int> Run() => []; }");

    [Theory]
    [InlineData("[TextStream(\"/x\")] public static {|SEG0012:List<int>|} Run() => [];")]
    [InlineData("[ChunkedStream(\"/x\")] public static {|SEG0012:List<object>|} Run() => [];")]
    [InlineData("[BinaryStream(\"/x\")] public static {|SEG0012:List<string>|} Run() => [];")]
    [InlineData("[BinaryStream(\"/x\")] public static {|SEG0012:byte[]|} Run() => [];")]
    [InlineData("[BinaryStream(\"/x\")] public static Task Run(StreamSender<Memory<byte>> {|SEG0012:sender|}) => null!;")]
    [InlineData("[TextStream(\"/x\")] public static {|SEG0012:Results<NotFound, StreamResponse<int>>|} Run() => null!;")]
    public Task SEG0012_reports_events_that_the_mode_cannot_send(string member) => RuleRun.VerifyAsync(Open + member + " }");

    [Theory]
    [InlineData("[TextStream(\"/x\")] public static List<byte[]> Run() => [];")]
    [InlineData("[ChunkedStream(\"/x\")] public static Task Run(StreamSender<ReadOnlyMemory<char>> s) => null!;")]
    [InlineData("[BinaryStream(\"/x\")] public static ChannelReader<ReadOnlyMemory<byte>> Run() => null!;")]
    [InlineData("[TextStream(\"/x\")] public static StreamResponse<string> Run() => null!;")]
    [InlineData("[SseEndpoint(\"/x\")] public static List<object> Run() => [];")]
    public Task SEG0012_accepts_events_that_the_mode_can_send(string member) => RuleRun.VerifyAsync(Open + member + " }");

    [Theory]
    [InlineData("Capacity = {|SEG0013:1|}")]
    [InlineData("Capacity = {|SEG0013:1_048_577|}")]
    [InlineData("HighWatermark = {|SEG0013:0|}")]
    [InlineData("HighWatermark = {|SEG0013:double.NaN|}")]
    [InlineData("LowWatermark = {|SEG0013:1|}")]
    [InlineData("LowWatermark = {|SEG0013:0.5|}, HighWatermark = 0.5")]
    [InlineData("Overflow = {|SEG0013:(OverflowPolicy)5|}")]
    [InlineData("Overflow = {|SEG0013:(OverflowPolicy)(-1)|}")]
    [InlineData("MaxLag = {|SEG0013:0|}")]
    [InlineData("MaxLag = {|SEG0013:1_048_577|}")]
    [InlineData("MaxLagBytes = {|SEG0013:1_023|}")]
    [InlineData("MaxLagBytes = {|SEG0013:1_073_741_825|}")]
    [InlineData("OnShutdown = {|SEG0013:(ShutdownPolicy)3|}")]
    [InlineData("HeartbeatSeconds = {|SEG0013:0.01|}")]
    [InlineData("IdleTimeoutSeconds = {|SEG0013:-1|}")]
    [InlineData("MaxDurationSeconds = {|SEG0013:31_536_001|}")]
    [InlineData("WriteTimeoutSeconds = {|SEG0013:86_401|}")]
    [InlineData("Envelope = {|SEG0013:StreamEnvelope.TypeData|}")]
    [InlineData("Compression = {|SEG0013:(StreamCompression)4|}")]
    [InlineData("MaxFrameBytes = {|SEG0013:1000|}")]
    [InlineData("BatchCount = {|SEG0013:2|}")]
    [InlineData("BatchCount = {|SEG0013:0|}")]
    [InlineData("BatchDelayMilliseconds = {|SEG0013:5|}")]
    [InlineData("CompressPayloadsOver = {|SEG0013:1000|}")]
    [InlineData("FlushIntervalMilliseconds = {|SEG0013:0.5|}")]
    [InlineData("FlushIntervalMilliseconds = {|SEG0013:10_001|}")]
    [InlineData("Method = {|SEG0013:\"GET POST\"|}")]
    [InlineData("Method = {|SEG0013:\"\"|}")]
    [InlineData("Name = {|SEG0013:\"\"|}")]
    [InlineData("Formats = {|SEG0013:JsonStreamFormats.None|}")]
    [InlineData("Formats = {|SEG0013:(JsonStreamFormats)8|}")]
    [InlineData("JsonContext = {|SEG0013:typeof(string)|}")]
    public Task SEG0013_reports_a_setting_out_of_range(string setting) =>
        RuleRun.VerifyAsync($"public static class P {{ [JsonStream(\"/x\", {setting})] public static List<int> Run() => []; }}");

    [Theory]
    [InlineData("Capacity = 2, HighWatermark = 1, LowWatermark = 0")]
    [InlineData("Capacity = 1_048_576, HeartbeatSeconds = 0, IdleTimeoutSeconds = 0.05, MaxDurationSeconds = 31_536_000, WriteTimeoutSeconds = 86_400")]
    [InlineData("Method = \"QUERY\", Name = \"n\", Formats = JsonStreamFormats.NdJson | JsonStreamFormats.JsonArray")]
    [InlineData("JsonContext = null")]
    [InlineData("Overflow = OverflowPolicy.Disconnect")]
    [InlineData("Compression = StreamCompression.Auto")]
    [InlineData("FlushIntervalMilliseconds = 1, Envelope = StreamEnvelope.None, BatchCount = 1, BatchDelayMilliseconds = 0, CompressPayloadsOver = 0")]
    public Task SEG0013_accepts_the_limits(string settings) =>
        RuleRun.VerifyAsync($"public static class P {{ [JsonStream(\"/x\", {settings})] public static List<int> Run() => []; }}");

    [Theory]
    [InlineData("[SseEndpoint(\"/x\", Overflow = {|SEG0013:OverflowPolicy.Coalesce|})] public static void Run(StreamSender<int> s) { }")]
    [InlineData("[SseEndpoint(\"/x\", Overflow = {|SEG0013:OverflowPolicy.Coalesce|})] public static StreamResponse<string> Run() => null!;")]
    [InlineData("[TextStream(\"/x\", Overflow = {|SEG0013:OverflowPolicy.Coalesce|})] public static void Run(StreamSender<string> s) { }")]
    [InlineData("[BinaryStream(\"/x\", Overflow = {|SEG0013:OverflowPolicy.Coalesce|})] public static void Run(StreamSender s) { }")]
    [InlineData("[SseEndpoint(\"/x\", Overflow = OverflowPolicy.Coalesce)] public static void Run(StreamSender s) { }")]
    [InlineData("[SseEndpoint(\"/x\", Overflow = OverflowPolicy.Coalesce)] public static void Run(StreamSender<ICoalesceKey> s) { }")]
    [InlineData("[SseEndpoint(\"/x\", Overflow = OverflowPolicy.Coalesce)] public static void Run(StreamSender<Price> s) { } public sealed record Price : ICoalesceKey { public string? GetCoalesceKey() => null; }")]
    [InlineData("[TextStream(\"/x\", Overflow = OverflowPolicy.DropOldest)] public static void Run(StreamSender<string> s) { }")]
    public Task SEG0013_reports_coalescing_of_events_without_keys(string member) => RuleRun.VerifyAsync(Open + member + " }");

    [Theory]
    [InlineData("Envelope = {|SEG0013:(StreamEnvelope)2|}")]
    [InlineData("Envelope = StreamEnvelope.TypeData, BatchCount = {|SEG0013:10_001|}")]
    [InlineData("Envelope = StreamEnvelope.TypeData, BatchCount = 10_000, BatchDelayMilliseconds = {|SEG0013:10_001|}")]
    [InlineData("Envelope = StreamEnvelope.TypeData, BatchCount = 10_000, BatchDelayMilliseconds = 10_000, CompressPayloadsOver = 128")]
    [InlineData("Envelope = StreamEnvelope.TypeData, CompressPayloadsOver = {|SEG0013:127|}")]
    [InlineData("Envelope = StreamEnvelope.TypeData, CompressPayloadsOver = {|SEG0013:-1|}")]
    public Task SEG0013_reports_frames_out_of_range(string setting) =>
        RuleRun.VerifyAsync($"public static class P {{ [SseEndpoint(\"/x\", {setting})] public static List<int> Run() => []; }}");

    [Theory]
    [InlineData("audio/wav", true)]
    [InlineData("text/csv; charset=utf-8", true)]
    [InlineData("audio", false)]
    [InlineData("", false)]
    [InlineData("a/b\\n", false)]
    public Task SEG0013_reports_a_content_type_that_is_none(string type, bool isValid) =>
        RuleRun.VerifyAsync($"public static class P {{ [ChunkedStream(\"/x\", ContentType = {(isValid ? "" : "{|SEG0013:")}\"{type}\"{(isValid ? "" : "|}")})] public static List<string> Run() => []; }}");

    [Fact]
    public Task Every_mistake_of_a_method_is_reported_at_once() =>
        RuleRun.VerifyAsync("public static class P { [SseEndpoint({|SEG0004:\"/{\"|}, Capacity = {|SEG0013:0|})] public static {|SEG0001:int|} Run(ref int {|SEG0002:a|}) => 1; }");

    [Fact]
    public Task Pragma_suppresses_a_report() =>
        RuleRun.VerifyAsync("public static class P {\n#pragma warning disable SEG0001\n[SseEndpoint(\"/x\")] public static int Run() => 1;\n#pragma warning restore SEG0001\n}");
}
