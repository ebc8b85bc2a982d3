namespace SegStream.Benchmarks.Heartbeats;

/// <summary>One way of sending a heartbeat a second. Its name is the path of its endpoint and the argument of its server process.</summary>
internal sealed record HeartbeatVariant(string Name, string Description)
{
    public static HeartbeatVariant SegStream { get; } = new("heartbeat-segstream", "an SSE endpoint with HeartbeatSeconds = 1");

    public static HeartbeatVariant PeriodicTimer { get; } = new("heartbeat-periodic-timer", "a loop over a PeriodicTimer for each connection");

    public static IReadOnlyList<HeartbeatVariant> All { get; } = [SegStream, PeriodicTimer];

    public string Path => "/" + Name;

    public static HeartbeatVariant? Find(string name) => All.FirstOrDefault(variant => variant.Name == name);

    public static void Map(WebApplication app)
    {
        app.MapGet(PeriodicTimer.Path, (RequestDelegate)HeartbeatPeers.PeriodicTimerAsync);
        app.MapSegStream();
    }
}
