using SegStream.Scheduling;

namespace SegStream;

/// <summary>Stands in for <see cref="System.Threading.SpinWait"/> in the linked rooms; see <see cref="Volatile"/>.</summary>
internal struct SpinWait
{
    private int _count;
    private bool _isBounded;

    /// <summary>Whoever asks gives up spinning some time; a scheduled thread then needs nobody's store to go on.</summary>
    public bool NextSpinWillYield
    {
        get
        {
            _isBounded = true;
            return _count > 0;
        }
    }

    public void SpinOnce() => SpinOnce(-1);

    public void SpinOnce(int sleep1Threshold)
    {
        _count++;
        if (Participant.Current is { } participant)
        {
            participant.Spin(_isBounded);
        }
        else
        {
            System.Threading.Thread.Yield();
        }
    }
}
