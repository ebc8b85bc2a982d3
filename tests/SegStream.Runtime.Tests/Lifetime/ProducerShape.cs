namespace SegStream.Runtime.Tests.Lifetime;

/// <summary>The ways in which a method makes the events of a stream.</summary>
public enum ProducerShape
{
    Push,
    Pull,
    Detached,
}
