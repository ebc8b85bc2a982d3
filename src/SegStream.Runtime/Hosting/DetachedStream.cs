using Microsoft.AspNetCore.Http;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>Runs a response object as the response of a request.</summary>
internal static class DetachedStream
{
    public static Task ExecuteAsync<T>(HttpContext http, ResponseFormat format, StreamChannel<T>? channel, Func<CancellationToken, StreamSource<T>>? source, StreamLifetime lifetime)
    {
        // An annotated endpoint has passed the gate before its method was called.
        return DefinitionOf(http) is null && StreamPlan.HostOf(http) is { Gate.IsGuarded: true } host
            ? AdmitAsync(http, host.Gate, format, channel, source, lifetime)
            : StreamAsync(http, format, channel, source, lifetime);
    }

    private static async Task AdmitAsync<T>(HttpContext http, StreamGate gate, ResponseFormat format, StreamChannel<T>? channel, Func<CancellationToken, StreamSource<T>>? source, StreamLifetime lifetime)
    {
        StreamClient? client;
        AdmissionResult refusal;
        try
        {
            gate.TryEnter(http, out client, out refusal);
        }
        catch (Exception exception) when (channel is not null)
        {
            // The application's own choice of the client has failed; its sender may be known already.
            UnreadStream.End(channel, lifetime, CompletionReason.Faulted, exception, Origin(http, format));
            throw;
        }

        if (refusal != AdmissionResult.Admitted)
        {
            if (channel is not null)
            {
                UnreadStream.End(channel, lifetime, CompletionReason.Cancelled, null, Origin(http, format));
            }

            await gate.RefuseAsync(http, StreamPlan.NameOf(http), format.Mode, refusal).ConfigureAwait(false);
            return;
        }

        try
        {
            await StreamAsync(http, format, channel, source, lifetime).ConfigureAwait(false);
        }
        finally
        {
            gate.Leave(client);
        }
    }

    private static Task StreamAsync<T>(HttpContext http, ResponseFormat format, StreamChannel<T>? channel, Func<CancellationToken, StreamSource<T>>? source, StreamLifetime lifetime)
    {
        StreamPlan<T>? plan;
        try
        {
            plan = Plan<T>(http, format, hasSender: channel is not null);
        }
        catch (Exception exception) when (channel is not null)
        {
            UnreadStream.End(channel, lifetime, CompletionReason.Faulted, exception, Origin(http, format));
            throw;
        }

        if (plan is null)
        {
            if (channel is not null)
            {
                UnreadStream.End(channel, lifetime, CompletionReason.Cancelled, null, Origin(http, format));
            }

            return StreamPlan.RefuseAsync(http, Formats(format, DefinitionOf(http)));
        }

        channel?.Configure(plan.Settings.Channel, EventKeys.For<T>(plan.Settings.Channel));
        var events = channel is null ? source!(lifetime.Token) : new ChannelSource<T>(channel);
        return StreamExecution.RunAsync(http, plan, events, lifetime, producing: null);
    }

    private static StreamPlan<T>? Plan<T>(HttpContext http, ResponseFormat format, bool hasSender)
    {
        var host = StreamPlan.HostOf(http) ?? throw new InvalidOperationException(StreamEndpointMapper.ServicesMissing);
        var definition = DefinitionOf(http);
        if (definition is not null && definition.Mode != format.Mode)
        {
            throw new StreamModeException($"{definition.DisplayName} is declared as an endpoint of mode {definition.Mode} and returned a response of mode {format.Mode}. Use the factory StreamResponse.{definition.Mode}, or the attribute that fits.");
        }

        var setup = StreamPlan.SetupOf(http);
        var settings = setup?.Settings ?? StreamSettings.Resolve(host.Options, definition);
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
        return StreamPlan.Negotiate<T>(http, host, displayName, settings, key, setup?.Plans);
    }

    private static StreamOrigin Origin(HttpContext http, ResponseFormat format) => StreamOrigin.Of(http, StreamPlan.NameOf(http), format.Mode);

    private static StreamEndpointDefinition? DefinitionOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<StreamEndpointDefinition>();

    private static JsonStreamFormats Formats(ResponseFormat format, StreamEndpointDefinition? definition) =>
        format.Mode != StreamMode.Json ? JsonStreamFormats.None
        : definition is null ? format.Formats
        : format.Formats & definition.Formats;
}
