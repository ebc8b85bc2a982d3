namespace Showcase.Chat.WordModel;

/// <summary>
/// Says which word may follow, from what followed the last three words in a text; where three words leave no choice it backs off to two, then to one.
/// </summary>
public sealed class BackOffWordModel
{
    private const int Order = 3;
    private const int MaxSentences = 4;
    private const string FullStop = ".";
    private const int MaxWordsPerSentence = 32;

    // How often a longer context is followed although the text knows only one word after it: more is more fluent, less is more surprising.
    private const double FollowsOnlyWord = 0.88;

    private readonly Dictionary<string, List<string>> _followers = new(StringComparer.Ordinal);
    private readonly List<string[]> _sentences;

    private BackOffWordModel(List<string[]> sentences)
    {
        _sentences = sentences;
        foreach (var sentence in sentences)
        {
            for (var end = 1; end < sentence.Length; end++)
            {
                for (var length = 1; length <= Math.Min(Order, end); length++)
                {
                    Followers(Key(sentence.AsSpan(end - length, length))).Add(sentence[end]);
                }
            }
        }
    }

    /// <summary>The number of sentences that the model has seen.</summary>
    public int Sentences => _sentences.Count;

    /// <summary>Reads a text.</summary>
    /// <param name="text">Plain text with sentences that end with a full stop, a question mark or an exclamation mark.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">There is no sentence in the text.</exception>
    public static BackOffWordModel Train(string text)
    {
        var sentences = Words.Sentences(text);
        return sentences.Count > 0
            ? new BackOffWordModel(sentences)
            : throw new ArgumentException("There is no sentence in the text.", nameof(text));
    }

    /// <summary>Writes a few sentences that begin like those of the text which share most words with the prompt.</summary>
    /// <param name="prompt">What was asked.</param>
    /// <param name="random">Decides where there is a choice.</param>
    /// <returns>Pieces to be put together as they are.</returns>
    public IEnumerable<string> Answer(string prompt, Random random)
    {
        var openings = Openings(prompt, random);
        for (var sentence = 0; sentence < MaxSentences; sentence++)
        {
            var isFirst = true;
            foreach (var word in Sentence(openings[sentence % openings.Count], random))
            {
                yield return Words.IsPunctuation(word) || (isFirst && sentence == 0) ? word : " " + word;
                isFirst = false;
            }
        }
    }

    private static string Key(ReadOnlySpan<string> words) => string.Join(' ', words!);

    private List<string[]> Openings(string prompt, Random random)
    {
        var topics = Words.Topics(prompt).Select(topic => (Topic: topic, Weight: Weight(topic))).ToArray();
        return [.. _sentences
            .Select((sentence, at) => (Opening: AnswerAt(at), Score: topics.Sum(topic => Mentions(sentence, topic.Topic) ? topic.Weight : 0)))
            .OrderByDescending(candidate => candidate.Score)
            .ThenBy(_ => random.Next())
            .Select(candidate => candidate.Opening)
            .Distinct()
            .Take(MaxSentences)];
    }

    // A word that is in few sentences says more about a question than one that is in many.
    private double Weight(string topic) => 1.0 / Math.Max(1, _sentences.Count(sentence => Mentions(sentence, topic)));

    private static bool Mentions(string[] sentence, string topic) => sentence.Any(word => Words.Matches(word, topic));

    // A question in the text is answered by the sentence after it.
    private string[] AnswerAt(int sentence) =>
        _sentences[sentence][^1] == "?" && sentence + 1 < _sentences.Count ? _sentences[sentence + 1] : _sentences[sentence];

    private IEnumerable<string> Sentence(string[] opening, Random random)
    {
        var words = opening.Take(Order).ToList();
        while (words.Count < MaxWordsPerSentence && !Words.EndsSentence(words[^1]))
        {
            words.Add(words.Count == MaxWordsPerSentence - 1 ? FullStop : Next(words, random));
        }

        return words;
    }

    private string Next(List<string> words, Random random)
    {
        var recent = words.ToArray().AsSpan();
        for (var length = Math.Min(Order, recent.Length); length > 1; length--)
        {
            var followers = _followers.GetValueOrDefault(Key(recent[^length..]));
            var isChoice = followers?.Distinct().Skip(1).Any() == true;
            if (followers is not null && (isChoice || random.NextDouble() < FollowsOnlyWord))
            {
                return followers[random.Next(followers.Count)];
            }
        }

        var last = _followers[recent[^1]];
        return last[random.Next(last.Count)];
    }

    private List<string> Followers(string key)
    {
        if (!_followers.TryGetValue(key, out var followers))
        {
            _followers.Add(key, followers = []);
        }

        return followers;
    }
}
