using SegStream.Hosting;

namespace SegStream;

/// <content>The half that knows endpoints.</content>
public sealed partial class StreamManifest
{
    /// <summary>Describes endpoints from what the source generator knows of them; they need not have been mapped. For the endpoints of one assembly: <c>StreamManifest.Create(SegStreamEndpoints.DescribeSegStream(), services)</c>.</summary>
    /// <param name="endpoints">The endpoints.</param>
    /// <param name="services">The services of an application in which <c>AddSegStream</c> was called: its settings and JSON options are part of the contract.</param>
    /// <returns>The manifest, with the routes as the attributes have them.</returns>
    /// <exception cref="InvalidOperationException"><c>AddSegStream</c> was not called, a setting is out of range, or the JSON options do not know a type; the message says what to do.</exception>
    public static StreamManifest Create(IEnumerable<StreamEndpointDefinition> endpoints, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(services);
        return ManifestMaker.OfDefinitions(endpoints, services);
    }
}
