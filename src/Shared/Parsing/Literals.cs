using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SegStream.Shared.Parsing;

/// <summary>Writes constants as C#, the same on every machine.</summary>
internal static class Literals
{
    public static string Text(string? value) => value is null ? "null" : SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>A constant with its type: numbers have the suffix or the cast that keeps overload resolution as the author saw it.</summary>
    public static string Primitive(object value) => value switch
    {
        string text => Text(text),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        bool flag => Bool(flag),
        int number => number.ToString(CultureInfo.InvariantCulture),
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        byte number => "(byte)" + number.ToString(CultureInfo.InvariantCulture),
        sbyte number => "(sbyte)(" + number.ToString(CultureInfo.InvariantCulture) + ")",
        short number => "(short)(" + number.ToString(CultureInfo.InvariantCulture) + ")",
        ushort number => "(ushort)" + number.ToString(CultureInfo.InvariantCulture),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        float number => Float(number),
        double number => Double(number),
        _ => throw new ArgumentException("A constant cannot have this type.", nameof(value)),
    };

    /// <summary>An argument of an attribute.</summary>
    public static string Argument(TypedConstant constant)
    {
        if (constant.IsNull)
        {
            return constant.Type is null or { SpecialType: SpecialType.System_Object }
                ? "null!"
                : "(" + constant.Type.ToPlainSource() + ")null!";
        }

        return constant.Kind switch
        {
            TypedConstantKind.Type => "typeof(" + OpenType((ITypeSymbol)constant.Value!) + ")",
            TypedConstantKind.Enum => EnumMember((INamedTypeSymbol)constant.Type!, constant.Value!),
            TypedConstantKind.Array => "new " + ArrayOf((IArrayTypeSymbol)constant.Type!) + " { " + string.Join(", ", constant.Values.Select(Argument)) + " }",
            _ => Primitive(constant.Value!),
        };
    }

    /// <summary>A value of an enum: the member where there is one, else a cast number.</summary>
    public static string EnumMember(INamedTypeSymbol type, object value)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value))
            {
                return type.ToPlainSource() + "." + SymbolNames.Escape(field.Name);
            }
        }

        return "(" + type.ToPlainSource() + ")(" + Convert.ToString(value, CultureInfo.InvariantCulture) + ")";
    }

    /// <summary>The default value of a parameter.</summary>
    public static string Default(IParameterSymbol parameter)
    {
        var type = parameter.Type;
        var value = parameter.ExplicitDefaultValue;
        if (value is null)
        {
            return type.IsValueType ? "default(" + type.ToPlainSource() + ")" : "null";
        }

        var underlying = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        return underlying is INamedTypeSymbol { TypeKind: TypeKind.Enum } enumeration ? EnumMember(enumeration, value) : Primitive(value);
    }

    private static string ArrayOf(IArrayTypeSymbol type) => type.ElementType.ToPlainSource() + "[]";

    private static string OpenType(ITypeSymbol type) => type.ToPlainSource();

    private static string Float(float value) => value switch
    {
        float.NaN => "float.NaN",
        float.PositiveInfinity => "float.PositiveInfinity",
        float.NegativeInfinity => "float.NegativeInfinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "F",
    };

    private static string Double(double value) => value switch
    {
        double.NaN => "double.NaN",
        double.PositiveInfinity => "double.PositiveInfinity",
        double.NegativeInfinity => "double.NegativeInfinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture) + "D",
    };
}
