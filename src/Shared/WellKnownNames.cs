namespace SegStream.Shared;

/// <summary>Metadata names of the types that the generator and the analyzers look for.</summary>
internal static class WellKnownNames
{
    public const string SseEndpointAttribute = "SegStream.SseEndpointAttribute";
    public const string JsonStreamAttribute = "SegStream.JsonStreamAttribute";
    public const string TextStreamAttribute = "SegStream.TextStreamAttribute";
    public const string ChunkedStreamAttribute = "SegStream.ChunkedStreamAttribute";
    public const string BinaryStreamAttribute = "SegStream.BinaryStreamAttribute";
    public const string StreamEndpointAttribute = "SegStream.StreamEndpointAttribute";

    public const string StreamEventsAttribute = "SegStream.StreamEventsAttribute";
    public const string StreamEventAttribute = "SegStream.StreamEventAttribute";
    public const string StreamEventCasesAttribute = "SegStream.StreamEventCasesAttribute";
    public const string SendMethodsForAttribute = "SegStream.SendMethodsForAttribute";
    public const string StreamEventUnion = "SegStream.StreamEventUnion`1";

    public const string CoalesceKey = "SegStream.ICoalesceKey";

    public const string MustEndAttribute = "SegStream.MustEndAttribute";
    public const string EndsStreamAttribute = "SegStream.EndsStreamAttribute";
    public const string BorrowsAttribute = "SegStream.BorrowsAttribute";
    public const string TakesOwnershipAttribute = "SegStream.TakesOwnershipAttribute";

    public const string StreamSender = "SegStream.StreamSender";
    public const string TypedStreamSender = "SegStream.StreamSender`1";
    public const string StreamResponse = "SegStream.StreamResponse";
    public const string TypedStreamResponse = "SegStream.StreamResponse`1";
    public const string StreamRegistry = "SegStream.IStreamRegistry";
    public const string StreamRegistration = "SegStream.StreamRegistration";
    public const string StreamModeException = "SegStream.StreamModeException";

    public const string StreamEndpointMapper = "SegStream.Hosting.StreamEndpointMapper";

    public const string AsyncEnumerable = "System.Collections.Generic.IAsyncEnumerable`1";
    public const string Enumerable = "System.Collections.Generic.IEnumerable`1";
    public const string List = "System.Collections.Generic.List`1";
    public const string ReadOnlyList = "System.Collections.Generic.IReadOnlyList`1";
    public const string Channel = "System.Threading.Channels.Channel`1";
    public const string TwoTypeChannel = "System.Threading.Channels.Channel`2";
    public const string ChannelReader = "System.Threading.Channels.ChannelReader`1";
    public const string ChannelWriter = "System.Threading.Channels.ChannelWriter`1";
    public const string Task = "System.Threading.Tasks.Task";
    public const string TaskOfT = "System.Threading.Tasks.Task`1";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";
    public const string ValueTaskOfT = "System.Threading.Tasks.ValueTask`1";
    public const string CancellationToken = "System.Threading.CancellationToken";
    public const string ReadOnlyMemory = "System.ReadOnlyMemory`1";
    public const string Parsable = "System.IParsable`1";
    public const string Uri = "System.Uri";
    public const string ClaimsPrincipal = "System.Security.Claims.ClaimsPrincipal";

    public const string HttpContext = "Microsoft.AspNetCore.Http.HttpContext";
    public const string HttpRequest = "Microsoft.AspNetCore.Http.HttpRequest";
    public const string HttpResponse = "Microsoft.AspNetCore.Http.HttpResponse";
    public const string ParameterInfo = "System.Reflection.ParameterInfo";
    public const string BindableFromHttpContext = "Microsoft.AspNetCore.Http.IBindableFromHttpContext`1";
    public const string FormFile = "Microsoft.AspNetCore.Http.IFormFile";
    public const string FormFileCollection = "Microsoft.AspNetCore.Http.IFormFileCollection";
    public const string FormCollection = "Microsoft.AspNetCore.Http.IFormCollection";
    public const string Result = "Microsoft.AspNetCore.Http.IResult";
    public const string StringValues = "Microsoft.Extensions.Primitives.StringValues";

    public const string FromRouteMetadata = "Microsoft.AspNetCore.Http.Metadata.IFromRouteMetadata";
    public const string FromQueryMetadata = "Microsoft.AspNetCore.Http.Metadata.IFromQueryMetadata";
    public const string FromHeaderMetadata = "Microsoft.AspNetCore.Http.Metadata.IFromHeaderMetadata";
    public const string FromBodyMetadata = "Microsoft.AspNetCore.Http.Metadata.IFromBodyMetadata";
    public const string FromServiceMetadata = "Microsoft.AspNetCore.Http.Metadata.IFromServiceMetadata";
    public const string FromFormMetadata = "Microsoft.AspNetCore.Http.Metadata.IFromFormMetadata";
    public const string EndpointSummaryMetadata = "Microsoft.AspNetCore.Http.Metadata.IEndpointSummaryMetadata";
    public const string EndpointDescriptionMetadata = "Microsoft.AspNetCore.Http.Metadata.IEndpointDescriptionMetadata";
    public const string FromKeyedServicesAttribute = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";
    public const string AsParametersAttribute = "Microsoft.AspNetCore.Http.AsParametersAttribute";
}
