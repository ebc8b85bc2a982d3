using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace SegStream.Hosting;

/// <summary>From the definition of an endpoint to the plan of a response.</summary>
internal static class StreamEndpointPlans
{
    public static FrameFormatKey FormatKey(this StreamEndpointDefinition definition, StreamSettings settings) =>
        FormatKey(settings, definition.Mode, definition.Mode == StreamMode.Json ? definition.Formats : default, definition.ContentType, definition.LengthPrefixed, definition.JsonContext);

    public static FrameFormatKey FormatKey(StreamSettings settings, StreamMode mode, JsonStreamFormats formats, string? contentType, bool lengthPrefixed, JsonSerializerContext? context)
    {
        var frames = settings.Frames.For(mode);
        return new FrameFormatKey(mode, formats, contentType, lengthPrefixed, context, frames.Envelope, frames.BatchCount, frames.CompressPayloadsOver ?? 0, frames.MaxFrameBytes ?? int.MaxValue);
    }

    public static StreamPlan<T>? Negotiate<T>(this StreamEndpointDefinition definition, HttpContext http, StreamHost host, StreamSettings settings, StreamPlans plans) =>
        StreamPlan.Negotiate<T>(http, host, definition.DisplayName, settings, definition.FormatKey(settings), plans);

    /// <summary>Makes every formatter that the endpoint can need, so that missing type information is found when the application starts, not at the first request.</summary>
    public static void ResolveFormatters<T>(this StreamEndpointDefinition definition, StreamHost host, StreamSettings settings)
    {
        var key = definition.FormatKey(settings);
        try
        {
            if (key.Mode != StreamMode.Json)
            {
                host.Formatter<T>(key);
                return;
            }

            if ((key.Format & JsonStreamFormats.All) == JsonStreamFormats.None || (key.Format & ~JsonStreamFormats.All) != JsonStreamFormats.None)
            {
                throw new InvalidOperationException($"Formats is {key.Format}; it must name at least one of NdJson, JsonSequence and JsonArray.");
            }

            foreach (var format in new[] { JsonStreamFormats.NdJson, JsonStreamFormats.JsonSequence, JsonStreamFormats.JsonArray })
            {
                if (key.Format.HasFlag(format))
                {
                    host.Formatter<T>(key with { Format = format });
                }
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or ArgumentException)
        {
            throw new InvalidOperationException($"The streaming endpoint {definition.DisplayName} cannot be mapped: {exception.Message}", exception);
        }
    }
}
