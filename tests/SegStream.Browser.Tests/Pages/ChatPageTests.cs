using System.Text.RegularExpressions;
using SegStream.Browser.Tests.Browser;

namespace SegStream.Browser.Tests.Pages;

[Collection(BrowserGroup.Name)]
public sealed partial class ChatPageTests(Chromium chromium, ShowcaseServer server)
{
    [Fact]
    public async Task The_embedded_word_model_answers_word_by_word_and_is_labelled()
    {
        await using var window = await Window.OpenAsync(chromium, server);
        await window.Expect("#chat-model").ToHaveTextAsync("an embedded word model, not an AI service");
        await window.Find("#chat-message").FillAsync("What is backpressure?");
        await window.Find("#chat-send").ClickAsync();

        await window.Expect("#chat-status").ToHaveTextAsync("complete");
        await window.Expect("#chat-speed").ToHaveTextAsync(Pieces());
        await window.Expect("#chat-log .bubble:not(.mine)").ToContainTextAsync("ackpressure");
        Assert.True(await window.Find("#chat .frame").CountAsync() > 20, "The answer came in one piece.");
        await window.KeepPictureAsync("chat");
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task An_answer_can_be_stopped()
    {
        await using var slow = new StoppingServer(await ShowcaseServer.StartAsync("--Chat:WordPause", "1000"));
        await using var window = await Window.OpenAsync(chromium, slow.Server);
        await window.Find("#chat-prompts button").First.ClickAsync();
        await window.Expect("#chat-status").ToHaveTextAsync("live");
        await window.Find("#chat-stop").ClickAsync();

        await window.Expect("#chat-status").ToHaveTextAsync("stopped");
        await window.Expect("#chat-stop").ToBeDisabledAsync();
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task A_configured_server_answers_instead_of_the_word_model()
    {
        await using var model = await OpenAICompatibleServer.StartAsync(["Streams", " are", " fun", " 🎉"]);
        await using var configured = new StoppingServer(await ShowcaseServer.StartAsync("--Chat:Endpoint", model.Endpoint, "--Chat:Model", "tiny-1"));
        await using var window = await Window.OpenAsync(chromium, configured.Server);
        await window.Expect("#chat-model").ToHaveTextAsync("tiny-1");
        await window.Find("#chat-message").FillAsync("Tell me");
        await window.Find("#chat-send").ClickAsync();

        await window.Expect("#chat-log .bubble:not(.mine)").ToHaveTextAsync("Streams are fun 🎉");
        await window.Expect("#chat-status").ToHaveTextAsync("complete");
        window.AssertNoComplaints();
    }

    [Fact]
    public async Task A_server_that_fails_is_shown_as_an_error()
    {
        await using var model = await OpenAICompatibleServer.StartAsync([], fails: true);
        await using var configured = new StoppingServer(await ShowcaseServer.StartAsync("--Chat:Endpoint", model.Endpoint, "--Chat:Model", "tiny-1"));
        await using var window = await Window.OpenAsync(chromium, configured.Server);
        window.RefusalsAllowed = true;
        await window.Find("#chat-message").FillAsync("Tell me");
        await window.Find("#chat-send").ClickAsync();

        await window.Expect("#chat-status").ToHaveTextAsync("failed");
        await window.Expect("#chat-error").ToContainTextAsync("No such key.");
        window.AssertNoComplaints();
    }

    [GeneratedRegex(@"^\d+ pieces in [\d.]+ m?s$")]
    private static partial Regex Pieces();
}
