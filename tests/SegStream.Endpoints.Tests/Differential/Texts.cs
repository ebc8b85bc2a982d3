using System.Net;
using System.Numerics;
using Microsoft.Extensions.Primitives;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Texts to put where a value is expected.</summary>
internal static class Texts
{
    /// <summary>Right and wrong in every way that came to mind, for any type.</summary>
    private static readonly string[] Common =
    [
        "", " ", "5", "-5", "+5", " 5 ", "05", "5,6", "1,5", "1.5", "1.000,5", "1,000.5", "1e3", "0x1F", "(5)", "5-", "NaN", "∞", "-0", "１２", "256", "65536", "2147483648", "99999999999999999999",
        "abc", "ABC", "ab", "true", "True", "TRUE", "null", "Monday", "monday", "Monday, Tuesday", "7", "ü€😀", "a b", "a+b", "a%20b", "a/b", "a\\b", "a&b=c", "a;b", "'", "\"5\"", "{x}", "a\0b", "\t5\n", "\u00a05", "\ud83d",
    ];

    private static readonly Dictionary<Type, string[]> Own = new()
    {
        [typeof(Guid)] = ["6f9619ff-8b86-d011-b42d-00cf4fc964ff", "{6f9619ff-8b86-d011-b42d-00cf4fc964ff}", "6f9619ff8b86d011b42d00cf4fc964ff", "6f96"],
        [typeof(DateTime)] = Times,
        [typeof(DateTimeOffset)] = Times,
        [typeof(DateOnly)] = Times,
        [typeof(TimeOnly)] = ["03:04", "3:04 PM", "25:00", "03.04"],
        [typeof(TimeSpan)] = ["1:2:3", "1.02:03:04.5", "-1:2", "24:00"],
        [typeof(Uri)] = ["https://example.org/a?b=c#d", "/relative", "http://", "mailto:a@b", "::"],
        [typeof(Version)] = ["1.2.3", "1.2", "1", "1.2.3.4.5"],
        [typeof(IPAddress)] = ["127.0.0.1", "::1", "1", "300.1.1.1"],
        [typeof(FileAccess)] = ["Read", "Read, Write", "3", "9"],
        [typeof(bool)] = ["false", " False ", "1"],
        [typeof(char)] = ["a", "😀"],
        [typeof(Endpoints.Celsius)] = ["20.5C", "20,5C"],
        [typeof(Types.Kelvin)] = ["20.5K", "20,5K"],
        [typeof(string)] = ["bad", "throw"],
        [typeof(Types.Width)] = ["bad"],
    };

    private static string[] Times => ["2020-01-02T03:04:05Z", "2020-01-02T03:04:05", "2020-01-02T03:04:05.1234567+02:00", "2020-01-02", " 2020-01-02 ", "01/02/2020", "13.12.2020", "31/12/2020", "2020-02-30", "now"];

    /// <summary>Texts for a type, a right one first.</summary>
    public static IReadOnlyList<string> For(Type type)
    {
        var element = Element(type);
        string[] own = Own.TryGetValue(element, out var texts) ? texts
            : element.IsEnum ? ["Friday"]
            : element == typeof(string) || element == typeof(StringValues) ? ["text"]
            : [];
        return [.. own.Length > 0 ? own : ["5"], .. Common];
    }

    /// <summary>Whether ASP.NET Core reads the type from text without being told so.</summary>
    public static bool IsText(Type type)
    {
        var element = Nullable.GetUnderlyingType(type) ?? type;
        return element == typeof(string) || element.IsEnum || element.IsPrimitive || Own.ContainsKey(element) || element == typeof(decimal) || element == typeof(Half) || element == typeof(BigInteger) || element == typeof(Types.Plate);
    }

    private static Type Element(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(element) ?? element;
    }
}
