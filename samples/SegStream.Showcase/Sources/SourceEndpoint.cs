namespace Showcase.Sources;

/// <summary>Gives the page the code of its own endpoints.</summary>
public static class SourceEndpoint
{
    /// <summary>Maps <c>GET /source/{path}</c>.</summary>
    /// <param name="endpoints">Where to map it.</param>
    public static void MapEndpointSources(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/source/{**path}", (string path) => EmbeddedSource.Contains(path)
            ? Results.Bytes(EmbeddedSource.Read(path), "text/plain; charset=utf-8")
            : Results.NotFound());
}
