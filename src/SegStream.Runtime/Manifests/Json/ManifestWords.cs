using System.Text.Json;

namespace SegStream.Manifests;

/// <summary>The words of a manifest for members of enums.</summary>
internal static class ManifestWords
{
    public static string Of<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static bool TryParse<T>(string word, out T value)
        where T : struct, Enum
    {
        foreach (var member in Enum.GetValues<T>())
        {
            if (Of(member) == word)
            {
                value = member;
                return true;
            }
        }

        value = default;
        return false;
    }
}
