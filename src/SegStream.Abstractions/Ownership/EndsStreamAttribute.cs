namespace SegStream;

/// <summary>On a method: calling it ends the stream it is called on. On a parameter: the method ends the stream that it is given, on every path.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter, AllowMultiple = false, Inherited = true)]
public sealed class EndsStreamAttribute : Attribute;
