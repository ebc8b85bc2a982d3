using System.Text.Json.Serialization;

namespace SegStream.Benchmarks.Broadcast;

/// <summary>What server and driver say to each other.</summary>
[JsonSerializable(typeof(BroadcastRun))]
internal sealed partial class BroadcastJson : JsonSerializerContext;
