using System.Text.RegularExpressions;

namespace Showcase.Chat.WordModel;

/// <summary>Cuts text into words, punctuation and sentences.</summary>
internal static partial class Words
{
    private const int MinTopicLetters = 4;

    // Endings that the same word has in a question and in the text: stream, streams, streaming.
    private const int StemLetters = 5;

    /// <summary>The sentences of a text, each ending with its punctuation mark.</summary>
    public static List<string[]> Sentences(string text)
    {
        var sentences = new List<string[]>();
        var words = new List<string>();
        foreach (Match match in WordOrMark().Matches(text))
        {
            words.Add(match.Value);
            if (EndsSentence(match.Value))
            {
                sentences.Add([.. words]);
                words.Clear();
            }
        }

        return sentences;
    }

    /// <summary>The words of a question that tell what it is about.</summary>
    public static HashSet<string> Topics(string prompt) =>
        [.. WordOrMark().Matches(prompt).Select(match => match.Value.ToLowerInvariant()).Where(word => word.Length >= MinTopicLetters)];

    /// <summary>Whether a word of the text is the topic, in any of its forms.</summary>
    public static bool Matches(string word, string topic) =>
        word.StartsWith(topic[..Math.Min(topic.Length, StemLetters)], StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether no space goes before it.</summary>
    public static bool IsPunctuation(string word) => word.Length == 1 && char.IsPunctuation(word[0]);

    /// <summary>Whether it is the end of a sentence.</summary>
    public static bool EndsSentence(string word) => word is "." or "?" or "!";

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[.,;:?!]")]
    private static partial Regex WordOrMark();
}
