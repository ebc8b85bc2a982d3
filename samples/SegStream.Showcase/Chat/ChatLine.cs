namespace Showcase.Chat;

/// <summary>Something said earlier in a conversation.</summary>
/// <param name="FromUser">Whether the person said it, and not the model.</param>
/// <param name="Text">What was said.</param>
public sealed record ChatLine(bool FromUser, string Text);
