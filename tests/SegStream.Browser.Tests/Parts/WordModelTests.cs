using Showcase.Chat.WordModel;

namespace SegStream.Browser.Tests.Parts;

public sealed class WordModelTests
{
    private const string Text = "A cat sat on the mat. A cat ate the fish. The fish was red. Why did it sit? It was tired.";

    [Fact]
    public void An_answer_uses_only_words_of_the_text_and_ends_with_a_sentence()
    {
        var known = Text.Split(' ', '.', '?').ToHashSet();
        for (var seed = 0; seed < 50; seed++)
        {
            var answer = string.Concat(BackOffWordModel.Train(Text).Answer("cat", new Random(seed)));

            Assert.All(answer.Split(' ', '.', '?'), word => Assert.Contains(word, known));
            Assert.EndsWith(".", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_answer_begins_with_what_was_asked_for() =>
        Assert.StartsWith("It was tired", string.Concat(BackOffWordModel.Train(Text).Answer("Who is tired?", new Random(1))), StringComparison.Ordinal);

    [Fact]
    public void A_question_of_the_text_is_answered_by_the_sentence_after_it() =>
        Assert.StartsWith("It was tired", string.Concat(BackOffWordModel.Train("A dog ran. Why did the cat sleep? It was tired.").Answer("Why sleep?", new Random(1))), StringComparison.Ordinal);

    [Fact]
    public void A_text_without_sentences_is_refused() =>
        Assert.Throws<ArgumentException>(() => BackOffWordModel.Train("no end"));
}
