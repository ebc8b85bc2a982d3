namespace SegStream.Soak.Clients;

/// <summary>The connection, or the stream of a shared connection, was gone before the proper end of the body.</summary>
internal sealed class BodyCutException(string message, Exception? inner = null) : Exception(message, inner);
