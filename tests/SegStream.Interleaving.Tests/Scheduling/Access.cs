namespace SegStream.Scheduling;

/// <summary>What a thread is about to do, or has done.</summary>
internal enum Access
{
    Read,
    Write,
    Exchange,
    Spin,
    Wait,
    Start,
}
