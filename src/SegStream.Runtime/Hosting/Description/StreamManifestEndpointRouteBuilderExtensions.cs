using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegStream;
using SegStream.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The manifest of an application's streaming endpoints.</summary>
public static class StreamManifestEndpointRouteBuilderExtensions
{
    /// <summary>Describes the streaming endpoints that have been mapped, those of all assemblies.</summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>The manifest. Endpoints that were excluded from descriptions are not in it.</returns>
    /// <exception cref="InvalidOperationException"><c>AddSegStream</c> was not called.</exception>
    public static StreamManifest GetStreamManifest(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return ManifestMaker.OfEndpoints(endpoints.DataSources.SelectMany(source => source.Endpoints), endpoints.ServiceProvider);
    }

    /// <summary>
    /// Serves the manifest of all streaming endpoints of the application. It is not served without this call, and it tells every route, parameter and type: what is returned takes
    /// <c>RequireAuthorization()</c> where not everybody is to know them.
    /// </summary>
    /// <param name="endpoints">The application, or a group of routes.</param>
    /// <param name="pattern">The route. Default: <c>/streams.json</c>.</param>
    /// <returns>Conventions for the endpoint.</returns>
    public static IEndpointConventionBuilder MapStreamManifest(this IEndpointRouteBuilder endpoints, string pattern = "/streams.json")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var served = new ServedManifest();
        return endpoints.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], served.AnswerAsync)
            .WithDisplayName("Stream manifest")
            .ExcludeFromDescription();
    }

    /// <summary>
    /// Runs the command <c>--write-stream-manifest &lt;file&gt;</c> where the command line has it: writes the manifest to the file and neither starts the server nor any hosted service, so that a build can keep the
    /// contract under version control. The file is replaced in one step, and not touched when nothing has changed. Call it behind the last <c>Map…</c> call:
    /// <code>if (await app.RunStreamManifestCommandAsync(args)) return;</code>
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="args">The command line.</param>
    /// <returns>Whether the command line had the command. <see cref="Environment.ExitCode"/> is then 0, or 1 when the file could not be written; the reason is on the error output.</returns>
    public static async Task<bool> RunStreamManifestCommandAsync(this IEndpointRouteBuilder endpoints, IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(args);
        if (!StreamManifestCommand.TryFind(args, out var file))
        {
            return false;
        }

        Environment.ExitCode = await StreamManifestCommand.RunAsync(endpoints, file, Console.Out, Console.Error).ConfigureAwait(false);
        return true;
    }
}
