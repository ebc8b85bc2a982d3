using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SegStream.Hosting;

/// <summary>
/// Reads the parameters of one request with the rules of ASP.NET Core's minimal APIs and collects what is wrong with them,
/// so that a client learns of every wrong parameter at once. Used by generated code, by one request at a time.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class ParameterBinder
{
    private readonly HttpContext _http;
    private Dictionary<string, string[]>? _errors;
    private int _status = StatusCodes.Status400BadRequest;

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="http">The request.</param>
    public ParameterBinder(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        _http = http;
    }

    /// <summary>Whether a parameter was wrong. The values that were read must not be used then.</summary>
    public bool Failed => _errors is not null;

    /// <summary>Lets a type bind itself that implements ASP.NET Core's interface, perhaps explicitly.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="parameter">The parameter.</param>
    /// <returns>The value, or <see langword="null"/> when there is none.</returns>
    public ValueTask<T?> BindAsync<T>(ParameterInfo parameter)
        where T : class, IBindableFromHttpContext<T> =>
        T.BindAsync(_http, parameter);

    /// <summary>Takes what a type has bound by itself, where there must be a value.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="name">The parameter.</param>
    /// <param name="value">The value.</param>
    /// <returns>The value; when it is missing, the default, which makes <see cref="Failed"/> true.</returns>
    public T Required<T>(string name, T? value)
        where T : class
    {
        if (value is null)
        {
            Fail(name, "The request has no value for it.");
        }

        return value!;
    }

    /// <inheritdoc cref="Required{T}(string, T)"/>
    public T Required<T>(string name, T? value)
        where T : struct
    {
        if (value is null)
        {
            Fail(name, "The request has no value for it.");
        }

        return value.GetValueOrDefault();
    }

    /// <summary>Reads a text that must be there. It may be empty.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="name">Its name on the wire.</param>
    /// <returns>The text; empty when it is missing, which makes <see cref="Failed"/> true.</returns>
    public string Text(ParameterSource source, string name) => Find(source, name) ?? Missing(source, name, "");

    /// <summary>Reads a text that may be missing.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="name">Its name on the wire.</param>
    /// <returns>The text, or <see langword="null"/> when it is missing.</returns>
    public string? OptionalText(ParameterSource source, string name) => Find(source, name);

    /// <summary>Reads a value that must be there.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="source">Where it is.</param>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="parser">Reads the text.</param>
    /// <returns>The value; the default when it is missing or cannot be read, which makes <see cref="Failed"/> true.</returns>
    public T Value<T>(ParameterSource source, string name, ParameterParser<T> parser) =>
        Find(source, name) is { } text ? Parse(source, name, text, parser)! : Missing(source, name, default(T)!);

    /// <summary>Reads a value that has a default.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="source">Where it is.</param>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="parser">Reads the text.</param>
    /// <param name="defaultValue">The value when it is missing.</param>
    /// <returns>The value.</returns>
    public T Value<T>(ParameterSource source, string name, ParameterParser<T> parser, T defaultValue) =>
        Find(source, name) is { } text ? Parse(source, name, text, parser)! : defaultValue;

    /// <summary>Reads an object that may be missing.</summary>
    /// <typeparam name="T">The type of the object.</typeparam>
    /// <param name="source">Where it is.</param>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="parser">Reads the text.</param>
    /// <returns>The object, or <see langword="null"/> when it is missing.</returns>
    public T? OptionalValue<T>(ParameterSource source, string name, ParameterParser<T> parser)
        where T : class =>
        Find(source, name) is { } text ? Parse(source, name, text, parser) : null;

    /// <summary>Reads a value of a nullable type. A text that is there but empty is wrong, as for any other value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="source">Where it is.</param>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="parser">Reads the text.</param>
    /// <param name="defaultValue">The value when it is missing.</param>
    /// <returns>The value.</returns>
    public T? NullableValue<T>(ParameterSource source, string name, ParameterParser<T> parser, T? defaultValue = null)
        where T : struct =>
        Find(source, name) is { } text ? Parse(source, name, text, parser) : defaultValue;

    /// <summary>Reads all texts of a name.</summary>
    /// <param name="source">Where they are: query, header or form.</param>
    /// <param name="name">Their name on the wire.</param>
    /// <returns>The texts, none when the name is missing.</returns>
    public string[] Texts(ParameterSource source, string name) => FindAll(source, name);

    /// <summary>Reads all values of a name.</summary>
    /// <typeparam name="T">The type of one value.</typeparam>
    /// <param name="source">Where they are: query, header or form.</param>
    /// <param name="name">Their name on the wire.</param>
    /// <param name="parser">Reads one text.</param>
    /// <returns>The values, none when the name is missing.</returns>
    public T[] Values<T>(ParameterSource source, string name, ParameterParser<T> parser)
    {
        var texts = FindAll(source, name);
        var values = texts.Length == 0 ? [] : new T[texts.Length];
        for (var index = 0; index < texts.Length; index++)
        {
            values[index] = Parse(source, name, texts[index], parser)!;
        }

        return values;
    }

    /// <summary>Reads all values of a name; an empty text is <see langword="null"/>.</summary>
    /// <typeparam name="T">The type of one value.</typeparam>
    /// <param name="source">Where they are: query, header or form.</param>
    /// <param name="name">Their name on the wire.</param>
    /// <param name="parser">Reads one text.</param>
    /// <returns>The values, none when the name is missing.</returns>
    public T?[] NullableValues<T>(ParameterSource source, string name, ParameterParser<T> parser)
        where T : struct
    {
        var texts = FindAll(source, name);
        var values = texts.Length == 0 ? [] : new T?[texts.Length];
        for (var index = 0; index < texts.Length; index++)
        {
            values[index] = texts[index].Length == 0 ? null : Parse(source, name, texts[index], parser);
        }

        return values;
    }

    /// <summary>Reads all objects of a name; an empty text is <see langword="null"/>.</summary>
    /// <typeparam name="T">The type of one object.</typeparam>
    /// <param name="source">Where they are: query, header or form.</param>
    /// <param name="name">Their name on the wire.</param>
    /// <param name="parser">Reads one text.</param>
    /// <returns>The objects, none when the name is missing.</returns>
    public T?[] OptionalValues<T>(ParameterSource source, string name, ParameterParser<T> parser)
        where T : class
    {
        var texts = FindAll(source, name);
        var values = texts.Length == 0 ? [] : new T?[texts.Length];
        for (var index = 0; index < texts.Length; index++)
        {
            values[index] = texts[index].Length == 0 ? null : Parse(source, name, texts[index], parser);
        }

        return values;
    }

    /// <summary>Reads all texts of a name, as they were sent, when there must be one.</summary>
    /// <param name="source">Where they are: query, header or form.</param>
    /// <param name="name">Their name on the wire.</param>
    /// <returns>The texts; none when the name is missing, which makes <see cref="Failed"/> true.</returns>
    public StringValues AllValues(ParameterSource source, string name) =>
        OptionalAllValues(source, name) ?? Missing(source, name, StringValues.Empty);

    /// <summary>Reads all texts of a name, as they were sent.</summary>
    /// <param name="source">Where they are: query, header or form.</param>
    /// <param name="name">Their name on the wire.</param>
    /// <returns>The texts, or <see langword="null"/> when the name is missing.</returns>
    public StringValues? OptionalAllValues(ParameterSource source, string name) =>
        Raw(source, name) is { Count: > 0 } values ? values : default(StringValues?);

    private string? Find(ParameterSource source, string name) => source == ParameterSource.Route
        ? Convert.ToString(_http.Request.RouteValues[name], System.Globalization.CultureInfo.InvariantCulture) is { Length: > 0 } value ? value : null
        : Raw(source, name);

    private StringValues Raw(ParameterSource source, string name) => source switch
    {
        ParameterSource.Header => _http.Request.Headers[name],
        ParameterSource.Form => Form[name],
        _ => _http.Request.Query[name],
    };

    private string[] FindAll(ParameterSource source, string name) => source == ParameterSource.Header
        ? _http.Request.Headers.GetCommaSeparatedValues(name)
        : Array.ConvertAll(Raw(source, name).ToArray(), static text => text ?? "");

    private T? Parse<T>(ParameterSource source, string name, string text, ParameterParser<T> parser)
    {
        if (parser(text, out var value))
        {
            return value;
        }

        Fail(name, $"The value '{Shorten(text)}' of {Describe(source)} '{name}' is not a valid {TypeName(typeof(T))}.");
        return default;
    }

    private T Missing<T>(ParameterSource source, string name, T placeholder)
    {
        Fail(name, $"The {Describe(source)} '{name}' is required.");
        return placeholder;
    }

    private void Fail(string name, string message)
    {
        _errors ??= new Dictionary<string, string[]>(StringComparer.Ordinal);
        _errors[name] = _errors.TryGetValue(name, out var earlier) ? [.. earlier, message] : [message];
    }

    private static string Describe(ParameterSource source) => source switch
    {
        ParameterSource.Route => "route value",
        ParameterSource.Query => "query parameter",
        ParameterSource.Form => "form field",
        _ => "header",
    };

    private static string TypeName(Type type) => type.IsEnum ? string.Join('|', type.GetEnumNames()) is { Length: <= 100 } names ? $"{type.Name} ({names})" : type.Name : type.Name;

    // What a client sent comes back to it in the answer; a long text would only be noise there.
    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[39]) ? 39 : 40), "…");
}
