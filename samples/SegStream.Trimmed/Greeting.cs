namespace Trimmed;

/// <summary>A keyed service.</summary>
public sealed record Greeting(string Text);
