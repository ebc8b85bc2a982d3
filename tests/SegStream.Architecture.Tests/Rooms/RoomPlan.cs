namespace SegStream.Architecture.Tests.Rooms;

/// <summary>Which room of a house may use which.</summary>
/// <param name="MayUse">For each room the rooms that it may use; itself is understood.</param>
/// <param name="MayUseHttp">The rooms that may use <c>Microsoft.AspNetCore</c>.</param>
internal sealed record RoomPlan(IReadOnlyDictionary<string, string[]> MayUse, string[] MayUseHttp)
{
    /// <summary>The runtime: from the ground floor up, each room uses only rooms below it.</summary>
    public static RoomPlan Runtime { get; } = new(
        new Dictionary<string, string[]>
        {
            ["Queues"] = [],
            ["Framing"] = [],

            // What clients are told of endpoints: data, its text and its comparison. Tools read it without a host.
            ["Manifests"] = [],
            ["Channels"] = ["Queues"],

            // Metrics and logs tell how streams ended, in the words of the channels.
            ["Diagnostics"] = ["Channels"],
            ["Broadcasting"] = ["Queues", "Channels", "Framing"],
            ["Sending"] = ["Diagnostics", "Queues", "Channels", "Framing", "Broadcasting"],
            ["Delivery"] = ["Diagnostics", "Queues", "Channels", "Framing", "Broadcasting", "Sending"],
            ["Registry"] = ["Diagnostics", "Queues", "Channels", "Framing", "Broadcasting", "Sending", "Delivery"],
            ["Hosting"] = ["Diagnostics", "Manifests", "Queues", "Channels", "Framing", "Broadcasting", "Sending", "Delivery", "Registry"],
        },
        ["Hosting"]);

    public bool Allows(string user, string used) => user == used || MayUse[user].Contains(used);
}
