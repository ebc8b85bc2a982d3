using System.ComponentModel;
using Microsoft.AspNetCore.Http;
using SegStream.Channels;
using SegStream.Delivery;
using SegStream.Framing;
using SegStream.Sending;

namespace SegStream.Hosting;

/// <summary>One endpoint whose method is given a unified sender. Made once, when routes are mapped. Called by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class UnifiedStreamEndpoint
{
    private readonly StreamHost _host;
    private readonly StreamEndpointDefinition _definition;
    private readonly StreamSettings _settings;
    private readonly StreamPlans _plans = new();

    internal UnifiedStreamEndpoint(StreamHost host, StreamEndpointDefinition definition)
    {
        _host = host;
        _definition = definition;
        _settings = StreamSettings.Resolve(host.Options, definition);
        definition.ResolveFormatters<UnifiedEvent>(host, _settings);
    }

    /// <summary>Streams what a method sends.</summary>
    /// <param name="http">The request.</param>
    /// <param name="producer">Calls the method. The token is cancelled when the stream is over for another reason than <c>EndStream</c>.</param>
    /// <returns>Completes when the stream is over and the method has returned.</returns>
    public Task PushAsync(HttpContext http, Func<StreamSender, CancellationToken, Task> producer)
    {
        if (_definition.Negotiate<UnifiedEvent>(http, _host, _settings, _plans) is not { } plan)
        {
            return StreamPlan.RefuseAsync(http, _definition.Formats);
        }

        var lifetime = new StreamLifetime();
        var channel = new StreamChannel<UnifiedEvent>(plan.Settings.Channel, EventKeys.For<UnifiedEvent>(plan.Settings.Channel));
        var sender = new StreamSender(channel, lifetime, _definition.Mode);

        // The method's return ends the stream, so nothing is left for a finalizer to find out.
        sender.DisregardLoss();
        var producing = PushedStream.StartAsync(channel, lifetime, sender, producer, plan, http);
        return StreamExecution.RunAsync(http, plan, new ChannelSource<UnifiedEvent>(channel), lifetime, producing);
    }
}
