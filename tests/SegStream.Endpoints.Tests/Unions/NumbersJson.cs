using System.Text.Json.Serialization;

namespace SegStream.Endpoints.Tests.Unions;

/// <summary>A context that knows nothing of the vocabulary.</summary>
[JsonSerializable(typeof(int))]
internal sealed partial class NumbersJson : JsonSerializerContext;
