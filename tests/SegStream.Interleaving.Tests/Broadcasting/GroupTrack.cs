namespace SegStream.Broadcasting;

/// <summary>Stands in for a track with one place to wait.</summary>
internal sealed class GroupTrack
{
    private readonly ParkedReaders _parking;

    public GroupTrack() => _parking = new ParkedReaders(this);

    public object Log { get; } = new();

    public ParkedReaders NextParking() => _parking;
}
