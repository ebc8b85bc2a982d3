using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SegStream.Framing;

namespace SegStream.Formatters.Tests;

/// <summary>Writes values whose type is known at run time only.</summary>
internal static class Writing
{
    private static readonly MethodInfo Typed = typeof(Writing).GetMethod(nameof(WriteFrame), BindingFlags.Static | BindingFlags.NonPublic)!;

    /// <summary>The JSON of a value as the generated writer writes it; the exception's type and message where it throws.</summary>
    public static string Generated(GeneratedWriter writer, object value)
    {
        using var buffer = new FrameBuffer();
        return Outcome(() =>
        {
            writer.Write(buffer, value);
            return buffer.WrittenSpan.ToArray();
        });
    }

    /// <summary>The JSON of a value as the serializer writes it.</summary>
    public static string Serialized(object? value, JsonTypeInfo typeInfo) => Outcome(() => JsonSerializer.SerializeToUtf8Bytes(value, typeInfo));

    /// <summary>One line of NDJSON as a stream of the value's type writes it.</summary>
    public static string Line(Type type, object? value, Func<Type, JsonTypeInfo> json, bool generated = true) =>
        Outcome(() => (byte[])Typed.MakeGenericMethod(type).Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value, json, generated], null)!);

    private static byte[] WriteFrame<T>(T value, Func<Type, JsonTypeInfo> json, bool generated)
    {
        using var buffer = new FrameBuffer();
        FrameFormatters.Create<T>(new FrameFormat { Mode = StreamMode.Json, Json = json, GeneratedWriters = generated }).WriteEvent(buffer, value, 0);
        return buffer.WrittenSpan[..^1].ToArray();
    }

    // Latin-1 keeps every byte apart, and what differs can be read.
    private static string Outcome(Func<byte[]> write)
    {
        try
        {
            return System.Text.Encoding.Latin1.GetString(write());
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            return exception.GetType() + ": " + exception.Message;
        }
    }
}
