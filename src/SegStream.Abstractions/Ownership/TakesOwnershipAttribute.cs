namespace SegStream;

/// <summary>On a parameter: the method takes over the duty to end the stream.</summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = true)]
public sealed class TakesOwnershipAttribute : Attribute;
