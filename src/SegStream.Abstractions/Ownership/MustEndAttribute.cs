namespace SegStream;

/// <summary>
/// On a type: whoever owns a value of it has to end it. On a return value: the caller becomes the owner.
/// The analyzers (SEG0101, SEG0102) check it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.ReturnValue, AllowMultiple = false, Inherited = true)]
public sealed class MustEndAttribute : Attribute;
