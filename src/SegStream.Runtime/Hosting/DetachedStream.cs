using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>Runs a response object as the response of a request.</summary>
internal static class DetachedStream
{
    public static Task ExecuteAsync<T>(HttpContext http, ResponseFormat format, StreamChannel<T>? channel, Func<CancellationToken, StreamSource<T>>? source, StreamLifetime lifetime)
    {
        StreamPlan<T>? plan;
        try
        {
            plan = Plan<T>(http, format, hasSender: channel is not null);
        }
        catch (Exception exception) when (channel is not null)
        {
            UnreadStream.End(channel, lifetime, CompletionReason.Faulted, exception);
            throw;
        }

        if (plan is null)
        {
            if (channel is not null)
            {
                UnreadStream.End(channel, lifetime, CompletionReason.Cancelled, null);
            }

            return StreamPlan.RefuseAsync(http, Formats(format, DefinitionOf(http)));
        }

        channel?.Configure(plan.Settings.Channel, EventKeys.For<T>(plan.Settings.Channel));
        var events = channel is null ? source!(lifetime.Token) : new ChannelSource<T>(channel);
        return StreamExecution.RunAsync(http, plan, events, lifetime, producing: null);
    }

    private static StreamPlan<T>? Plan<T>(HttpContext http, ResponseFormat format, bool hasSender)
    {
        var host = http.RequestServices.GetService<StreamHost>() ?? throw new InvalidOperationException(StreamEndpointMapper.ServicesMissing);
        var definition = DefinitionOf(http);
        if (definition is not null && definition.Mode != format.Mode)
        {
            throw new StreamModeException($"{definition.DisplayName} is declared as an endpoint of mode {definition.Mode} and returned a response of mode {format.Mode}. Use the factory StreamResponse.{definition.Mode}, or the attribute that fits.");
        }

        var settings = StreamSettings.Resolve(host.Options, definition);
        var displayName = StreamPlan.NameOf(http);
        if (hasSender)
        {
            settings.ThrowUnlessFits<T>(format.Mode, displayName);
        }

        var key = StreamEndpointPlans.FormatKey(
            settings,
            format.Mode,
            Formats(format, definition),
            format.ContentType ?? definition?.ContentType,
            format.LengthPrefixed || definition is { LengthPrefixed: true },
            definition?.JsonContext);
        return StreamPlan.Negotiate<T>(http, host, displayName, settings, key);
    }

    private static StreamEndpointDefinition? DefinitionOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<StreamEndpointDefinition>();

    private static JsonStreamFormats Formats(ResponseFormat format, StreamEndpointDefinition? definition) =>
        format.Mode != StreamMode.Json ? JsonStreamFormats.None
        : definition is null ? format.Formats
        : format.Formats & definition.Formats;
}
