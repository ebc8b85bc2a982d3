namespace SegStream.Scheduling;

/// <summary>Where the decisions of a run come from.</summary>
internal interface IChoices
{
    /// <summary>Chooses one of <paramref name="count"/> options, of which the first <paramref name="free"/> take no thread off its core and let no store wait less than it could.</summary>
    int Next(int count, int free);
}
