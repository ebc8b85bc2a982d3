using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SegStream.Tests.Framing;

public sealed record Reading(string Sensor, double Value, int? Line = null);

public readonly record struct Tick(long Number);

public sealed record Wide(string Text, IReadOnlyList<Reading> Readings, Dictionary<string, string> Labels);

public abstract record Job
{
    public sealed record Started(int TotalLines, string? Note = null) : Job;

    public sealed record Progress(int Done, int Total) : Job;

    public sealed record Finished : Job;

    public sealed record Failed(string Message) : Job;

    public sealed record Unlisted : Job;
}

public abstract record Quiet
{
    public sealed record Only(string Text) : Quiet;
}

public abstract record Clash
{
    public sealed record Bad(string Type) : Clash;
}

public abstract record Fragile
{
    public sealed record Ok(string Text) : Fragile;

    public sealed record Broken(string Message) : Fragile;
}

public abstract record Odd
{
    [JsonConverter(typeof(OddConverter))]
    public sealed record Raw(string Json) : Odd;

    public sealed record Extended : Odd
    {
        [JsonExtensionData]
        public Dictionary<string, object>? More { get; set; }
    }
}

/// <summary>Writes whatever JSON it is told.</summary>
public sealed class OddConverter : JsonConverter<Odd.Raw>
{
    public override Odd.Raw Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Odd.Raw value, JsonSerializerOptions options)
    {
        if (value.Json.Length > 0)
        {
            writer.WriteRawValue(value.Json);
        }
    }
}

/// <summary>Fails after it has written more than the writer keeps to itself.</summary>
[JsonConverter(typeof(HalfWrittenConverter<HalfWritten>))]
public sealed record HalfWritten;

/// <summary>The same as a union, whose own error event fails.</summary>
[JsonConverter(typeof(HalfWrittenConverter<HalfWrittenUnion>))]
public sealed record HalfWrittenUnion;

public sealed class HalfWrittenConverter<T> : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(new string('x', 100_000));
        writer.WriteStringValue("more");
        throw new FormatException("half-written");
    }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Reading))]
[JsonSerializable(typeof(Tick))]
[JsonSerializable(typeof(Wide))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(HalfWritten))]
[JsonSerializable(typeof(HalfWrittenUnion))]
[JsonSerializable(typeof(Job.Started))]
[JsonSerializable(typeof(Job.Progress))]
[JsonSerializable(typeof(Job.Finished))]
[JsonSerializable(typeof(Job.Failed))]
[JsonSerializable(typeof(Quiet.Only))]
[JsonSerializable(typeof(Clash.Bad))]
[JsonSerializable(typeof(Fragile.Ok))]
[JsonSerializable(typeof(Fragile.Broken))]
[JsonSerializable(typeof(Odd.Raw))]
[JsonSerializable(typeof(Odd.Extended))]
public sealed partial class EventsContext : JsonSerializerContext;

/// <summary>What the source generator writes for a union, by hand.</summary>
internal sealed class Union<T>(Func<T, int> caseOf, Func<string, T?> createError, params ImmutableArray<StreamEventCase> cases) : StreamEventUnion<T>(cases)
{
    public override int CaseOf(T value) => caseOf(value);

    public override T? CreateError(string message, string code) => createError(message);
}

internal static class Unions
{
    [ModuleInitializer]
    internal static void Register()
    {
        StreamEventUnions.Register(new Union<Job>(
            value => value switch { Job.Started => 0, Job.Progress => 1, Job.Finished => 2, Job.Failed => 3, _ => -1 },
            message => new Job.Failed(message),
            new StreamEventCase("start", typeof(Job.Started)),
            new StreamEventCase("progress \"✓\"", typeof(Job.Progress)),
            new StreamEventCase("done", typeof(Job.Finished)) { IsTerminal = true },
            new StreamEventCase("error", typeof(Job.Failed)) { IsError = true, IsTerminal = true }));
        StreamEventUnions.Register(new Union<Quiet>(_ => 0, _ => null, new StreamEventCase("only", typeof(Quiet.Only))));
        StreamEventUnions.Register(new Union<Clash>(_ => 0, _ => null, new StreamEventCase("bad", typeof(Clash.Bad))));
        StreamEventUnions.Register(new Union<Fragile>(
            value => value is Fragile.Ok ? 0 : 1,
            message => throw new ArgumentException(message),
            new StreamEventCase("ok", typeof(Fragile.Ok)),
            new StreamEventCase("broken", typeof(Fragile.Broken)) { IsError = true }));
        StreamEventUnions.Register(new Union<HalfWrittenUnion>(
            _ => 0,
            _ => new HalfWrittenUnion(),
            new StreamEventCase("half", typeof(HalfWrittenUnion)) { IsError = true }));
        StreamEventUnions.Register(new Union<Odd>(
            value => value is Odd.Raw ? 0 : 1,
            _ => null,
            new StreamEventCase("raw", typeof(Odd.Raw)),
            new StreamEventCase("extended", typeof(Odd.Extended))));
    }
}
