namespace SegStream.Endpoints.Tests.Endpoints;

/// <inheritdoc/>
internal sealed record Greeter(string Greeting) : IGreeter;
