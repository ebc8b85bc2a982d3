namespace SegStream.Shared.Model;

/// <summary>What is around the value that a method returns.</summary>
internal enum ReturnWrapper
{
    None,
    Task,
    ValueTask,
}
