using Microsoft.AspNetCore.Builder;
using SegStream.Endpoints.Tests.Endpoints;

namespace SegStream.Endpoints.Tests;

/// <summary>An application that serves the same methods twice: as stream endpoints under <c>/seg</c> and as minimal APIs under <c>/net</c>.</summary>
public sealed class ParityApplication : IAsyncLifetime
{
    private TestApplication _application = null!;

    public HttpClient Client => _application.Client;

    public async Task InitializeAsync() => _application = await TestApplication.StartAsync(map: MapMinimalApis);

    public async Task DisposeAsync() => await _application.DisposeAsync();

    private static void MapMinimalApis(WebApplication app)
    {
        (string, Delegate)[] methods =
        [
            ("int", ParityMethods.Int), ("nullable-int", ParityMethods.NullableInt), ("default-int", ParityMethods.DefaultInt), ("nullable-default-int", ParityMethods.NullableDefaultInt),
            ("string", ParityMethods.String), ("nullable-string", ParityMethods.NullableString), ("default-string", ParityMethods.DefaultString), ("nullable-default-string", ParityMethods.NullableDefaultString),
            ("ints", ParityMethods.Ints), ("nullable-ints", ParityMethods.NullableInts), ("ints-with-holes", ParityMethods.IntsWithHoles), ("strings", ParityMethods.Strings),
            ("string-values", ParityMethods.Values), ("nullable-string-values", ParityMethods.NullableValues), ("uri", ParityMethods.Uri), ("nullable-uri", ParityMethods.NullableUri),
            ("enum", ParityMethods.Enum), ("nullable-enum", ParityMethods.NullableEnum), ("own", ParityMethods.Own), ("nullable-own", ParityMethods.NullableOwn),
            ("date-time", ParityMethods.Time), ("date-time-offset", ParityMethods.TimeOffset), ("date", ParityMethods.Date), ("time", ParityMethods.TimeOfDay), ("time-span", ParityMethods.Span),
            ("double", ParityMethods.Double), ("decimal", ParityMethods.Decimal), ("bool", ParityMethods.Bool), ("guid", ParityMethods.Guid), ("char", ParityMethods.Char),
            ("header", ParityMethods.Header), ("header-int", ParityMethods.HeaderInt), ("header-strings", ParityMethods.HeaderStrings), ("header-ints", ParityMethods.HeaderInts), ("header-values", ParityMethods.HeaderValues),
            ("route/{x}", ParityMethods.Route), ("route-int/{x?}", ParityMethods.RouteInt), ("route-optional/{x?}", ParityMethods.RouteOptional), ("route-default/{x=5}", ParityMethods.RouteDefault), ("two/{x}", ParityMethods.Two),
        ];
        (string, Delegate)[] posts =
        [
            ("body", ParityMethods.Body), ("nullable-body", ParityMethods.NullableBody), ("allowed-empty-body", ParityMethods.AllowedEmptyBody),
            ("body-and-query", ParityMethods.BodyAndQuery), ("int-body", ParityMethods.IntBody), ("array-body", ParityMethods.ArrayBody),
            ("composite/{id}", ParityMethods.Composite),
        ];
        foreach (var (route, method) in methods)
        {
            app.MapGet("/net/" + route, method);
        }

        foreach (var (route, method) in posts)
        {
            app.MapPost("/net/" + route, method);
        }
    }
}
