using System.Text.Json.Serialization;

namespace SegStream.Runtime.Tests.Hosting;

[JsonSerializable(typeof(int))]
internal sealed partial class CoveredContext : JsonSerializerContext;
