namespace Showcase.Chat;

/// <summary>What a client posts to the chat.</summary>
/// <param name="Message">The new message, at most 4,000 characters.</param>
/// <param name="History">What was said before, oldest first; null for nothing.</param>
public sealed record ChatTurn(string? Message, IReadOnlyList<ChatLine>? History = null);
