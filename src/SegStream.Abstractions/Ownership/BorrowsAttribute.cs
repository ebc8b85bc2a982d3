namespace SegStream;

/// <summary>On a parameter: the method uses the sender during the call only and leaves ending the stream to the caller.</summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false, Inherited = true)]
public sealed class BorrowsAttribute : Attribute;
