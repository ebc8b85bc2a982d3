namespace SegStream.Verifiers;

/// <summary>Code, diagnostics or fixes are not what a test says they are.</summary>
/// <param name="message">What differs, with the texts that show it.</param>
public sealed class VerificationException(string message) : Exception(message);
