namespace SegStream.Broadcasting;

/// <summary>The places of a stream in its groups, as they were at one moment. Most streams are in one group at most, so a list of one is the member itself: an array would be kept for every stream.</summary>
internal readonly struct Memberships
{
    // Null, a member, or an array of two and more that nobody changes.
    private readonly object? _members;

    private Memberships(object? members) => _members = members;

    public int Count => _members switch
    {
        null => 0,
        GroupMember[] several => several.Length,
        _ => 1,
    };

    public GroupMember this[int index] => _members is GroupMember[] several ? several[index] : (GroupMember)_members!;

    /// <summary>Any thread: what <see cref="Publish"/> has put there.</summary>
    public static Memberships Read(ref object? place) => new(Volatile.Read(ref place));

    /// <summary>Release: who sees the list sees its members.</summary>
    public void Publish(ref object? place) => Volatile.Write(ref place, _members);

    public Memberships With(GroupMember member) => Of([.. this, member]);

    public Memberships Without(GroupMember member)
    {
        var rest = new List<GroupMember>(Count);
        foreach (var each in this)
        {
            if (!ReferenceEquals(each, member))
            {
                rest.Add(each);
            }
        }

        return Of([.. rest]);
    }

    public Enumerator GetEnumerator() => new(this);

    private static Memberships Of(GroupMember[] members) => new(members.Length switch
    {
        0 => null,
        1 => members[0],
        _ => members,
    });

    public struct Enumerator(Memberships members)
    {
        private int _index = -1;

        public readonly GroupMember Current => members[_index];

        public bool MoveNext() => ++_index < members.Count;
    }
}
