namespace SegStream.Generators.Emit;

/// <summary>Writes the extension method that maps every endpoint of the assembly.</summary>
internal static class MapEmitter
{
    public const string HintName = "SegStreamEndpoints.g.cs";

    public static string Emit(IReadOnlyCollection<string> endpointClasses)
    {
        var writer = new CodeWriter().FileHeader([]);
        if (endpointClasses.Count > 0)
        {
            // Known without a call, so that a host can tell that nobody has made it.
            writer.Line($"[assembly: {GlobalNames.Hosting}StreamEndpoints({endpointClasses.Count})]").Line();
        }

        writer.Line("namespace Microsoft.AspNetCore.Builder;")
            .Line()
            .Line("/// <summary>The stream endpoints of this assembly.</summary>")
            .Line(GlobalNames.Embedded)
            .Open("internal static class SegStreamEndpoints")
            .Line("/// <summary>Maps every method of this assembly that is marked as a stream endpoint.</summary>")
            .Line("/// <param name=\"endpoints\">The application, or a group of routes.</param>")
            .Line("/// <returns>The group of the endpoints, for conventions that hold for all of them.</returns>")
            .Open("public static global::Microsoft.AspNetCore.Routing.RouteGroupBuilder MapSegStream(this global::Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints)")
            .Line("var mapper = global::SegStream.Hosting.StreamEndpointMapper.Create(endpoints, typeof(SegStreamEndpoints).Assembly);");
        foreach (var name in endpointClasses)
        {
            writer.Line($"global::{GlobalNames.Namespace}.{name}.Map(mapper);");
        }

        writer.Line("return mapper.Group;").Close().Line();
        DescriptionEmitter.WriteList(writer, endpointClasses);
        return writer.Close().ToString();
    }
}
