using SegStream.Broadcasting;
using SegStream.Tests.Framing;
using Xunit.Abstractions;

namespace SegStream.Runtime.Tests.Broadcasting;

public sealed class MembershipsTests(ITestOutputHelper output)
{
    [Fact]
    public void Members_that_come_and_go_are_those_of_a_list_and_what_was_read_before_stays()
    {
        var random = new RandomText(output).Random;
        var expected = new List<GroupMember>();
        object? place = null;
        for (var step = 0; step < 2_000; step++)
        {
            var before = Memberships.Read(ref place);
            GroupMember[] asItWas = [.. expected];
            if (random.Next(5) < 2 || expected.Count > 4)
            {
                // One that is not there changes nothing.
                var gone = expected.Count > 0 && random.Next(4) > 0 ? expected[random.Next(expected.Count)] : Member();
                expected.Remove(gone);
                before.Without(gone).Publish(ref place);
            }
            else
            {
                expected.Add(Member());
                before.With(expected[^1]).Publish(ref place);
            }

            Same(expected, Memberships.Read(ref place));
            Same(asItWas, before);
        }
    }

    private static GroupMember Member() => new(null!, null!);

    private static void Same(IReadOnlyList<GroupMember> expected, Memberships members)
    {
        var found = new List<GroupMember>();
        foreach (var member in members)
        {
            found.Add(member);
        }

        Assert.Equal(expected, found);
        Assert.Equal(expected.Count, members.Count);
        Assert.Equal(expected, Enumerable.Range(0, members.Count).Select(index => members[index]));
    }
}
