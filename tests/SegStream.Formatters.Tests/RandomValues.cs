using System.Reflection;
using System.Runtime.CompilerServices;

namespace SegStream.Formatters.Tests;

/// <summary>Random values of any type: the fields are filled, whatever the constructors say.</summary>
internal sealed class RandomValues(Random random)
{
    private static readonly string[] Pieces =
    [
        "plain text", "a", "\"", "\\", "<b>&'+`", "\n", "\r\n", "\t\b\f", "\0", "\u001f", "\u007f", "\u0080", "ü", "Straße", "漢字", "😀", "\ud800", "\udc00", "\udc00\ud800",
        "\u2028", "\u2029", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\u200d", "א", "/", "{}[]:,", "\ud83d\ude00\ud83d",
    ];

    private static readonly double[] Doubles =
    [
        0, -0.0, 1, -1, 0.1, 1e15, 1e16, 1e17, 1e-4, 1e-5, 1e-6, 123456789.125, double.Epsilon, double.MaxValue, double.MinValue, Math.PI,
    ];

    /// <summary>A value of a type.</summary>
    public object? Of(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return random.Next(3) == 0 ? null : Of(underlying);
        }

        if (Primitive(type) is { } primitive)
        {
            return primitive;
        }

        return !type.IsValueType && random.Next(6) == 0 ? null : Whole(type);
    }

    /// <summary>A value of a type that is not null.</summary>
    public object Whole(Type type)
    {
        if (type == typeof(string))
        {
            return Text();
        }

        if (type.IsArray)
        {
            return Array(type.GetElementType()!);
        }

        if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(List<>) || type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)))
        {
            var items = Array(type.GetGenericArguments()[0]);
            return type.IsInterface && random.Next(2) == 0 ? items : Activator.CreateInstance(typeof(List<>).MakeGenericType(type.GetGenericArguments()), items)!;
        }

        return Filled(type);
    }

    private object Filled(Type type)
    {
        var value = RuntimeHelpers.GetUninitializedObject(type);
        for (var level = type; level is not null; level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.FieldType != typeof(object))
                {
                    field.SetValue(value, Of(field.FieldType));
                }
            }
        }

        return value;
    }

    private Array Array(Type element)
    {
        var items = System.Array.CreateInstance(element, random.Next(4));
        for (var index = 0; index < items.Length; index++)
        {
            items.SetValue(Of(element), index);
        }

        return items;
    }

    private object? Primitive(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.ToObject(type, random.Next(4) == 0 ? random.Next(5) : Bits());
        }

        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => random.Next(2) == 0,
            TypeCode.Char => random.Next(3) == 0 ? Pieces[random.Next(Pieces.Length)][0] : (char)random.Next(65536),
            TypeCode.SByte => (sbyte)Bits(),
            TypeCode.Byte => (byte)Bits(),
            TypeCode.Int16 => (short)Bits(),
            TypeCode.UInt16 => (ushort)Bits(),
            TypeCode.Int32 => (int)Bits(),
            TypeCode.UInt32 => (uint)Bits(),
            TypeCode.Int64 => Bits(),
            TypeCode.UInt64 => (ulong)Bits(),
            TypeCode.Single => Single(),
            TypeCode.Double => Double(),
            TypeCode.Decimal => new decimal(random.Next(), random.Next(2) * random.Next(), random.Next(3) / 2 * random.Next(), random.Next(2) == 0, (byte)random.Next(29)),
            TypeCode.DateTime => new DateTime(Ticks(), (DateTimeKind)random.Next(3)),
            _ when type == typeof(Guid) => Guid(),
            _ when type == typeof(DateTimeOffset) => Offset(),
            _ when type == typeof(DateOnly) => DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber + 1)),
            _ when type == typeof(TimeOnly) => new TimeOnly(Ticks() % TimeSpan.TicksPerDay),
            _ when type == typeof(TimeSpan) => random.Next(20) == 0 ? (random.Next(2) == 0 ? TimeSpan.MinValue : TimeSpan.MaxValue) : new TimeSpan((random.Next(2) * 2 - 1) * (Ticks() >> random.Next(40))),
            _ => null,
        };
    }

    private long Bits() => random.Next(8) switch
    {
        0 => 0,
        1 => -1,
        2 => random.Next(2) == 0 ? long.MinValue : long.MaxValue,
        _ => random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64),
    };

    private double Double() => random.Next(400) switch
    {
        0 => double.NaN,
        1 => double.PositiveInfinity,
        2 => double.NegativeInfinity,
        < 100 => Doubles[random.Next(Doubles.Length)],
        < 200 => random.Next(-1000, 1000) / 8.0,
        _ => BitConverter.Int64BitsToDouble(random.NextInt64()),
    };

    private float Single() => random.Next(400) switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        2 => float.NegativeInfinity,
        < 100 => (float)Doubles[random.Next(Doubles.Length - 4)],
        _ => BitConverter.Int32BitsToSingle(random.Next()),
    };

    // Down to the year 1 and up to 9999, with zeros at every place of the fraction.
    private long Ticks()
    {
        var unit = (long)Math.Pow(10, random.Next(9));
        return random.Next(30) switch
        {
            0 => 0,
            1 => DateTime.MaxValue.Ticks,
            _ => random.NextInt64(DateTime.MaxValue.Ticks) / unit * unit,
        };
    }

    private DateTimeOffset Offset()
    {
        var offset = TimeSpan.FromMinutes(random.Next(3) == 0 ? 0 : random.Next(-14 * 60, (14 * 60) + 1));
        return new DateTimeOffset(Math.Clamp(Ticks(), TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay), offset);
    }

    private Guid Guid()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private string Text()
    {
        var count = random.Next(40) == 0 ? random.Next(400) : random.Next(5);
        return string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? "plain" : random.Next(20) == 0 ? ((char)random.Next(65536)).ToString() : Pieces[random.Next(Pieces.Length)]));
    }
}
