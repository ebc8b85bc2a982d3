using System.Collections;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace SegStream.Endpoints.Tests.Differential;

/// <summary>Writes values so that two that differ never look alike.</summary>
internal static class Answer
{
    public static IEnumerable<string> With(params object?[] values) => [string.Join(" & ", values.Select(Text))];

    public static string Text(object? value) => value switch
    {
        null => "null",
        string text => "'" + text + "'",
        char character => "char " + (int)character,
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture) + " " + time.Kind,
        DateTimeOffset or DateOnly or TimeOnly => ((IFormattable)value).ToString("o", CultureInfo.InvariantCulture),
        double or float or Half => value.GetType().Name + " " + ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
        StringValues texts => "values" + Text(texts.ToArray()),
        IFormFile file => $"file {file.Name} {file.FileName} {file.ContentType} '{Read(file)}'",
        IFormCollection form => "form " + Text(form.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => field.Key + "=" + Text(field.Value)).ToArray()) + " " + Text(form.Files.ToArray()),
        JsonElement json => json.ToString(),
        IDictionary map => "{" + string.Join(",", map.Keys.Cast<object>().Select(key => Text(key) + ":" + Text(map[key]))) + "}",
        IEnumerable items when value is Array or IList => value.GetType().Name + "[" + string.Join("|", items.Cast<object?>().Select(Text)) + "]",
        IFormattable formattable => value.GetType().Name + " " + formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Read(IFormFile file)
    {
        using var reader = new StreamReader(file.OpenReadStream());
        return reader.ReadToEnd();
    }
}
