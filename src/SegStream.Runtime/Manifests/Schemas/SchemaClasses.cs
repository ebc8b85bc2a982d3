using System.Globalization;

namespace SegStream.Manifests;

/// <summary>
/// Finds out which entries of one type are the same, although they were written for another direction or with other options. They are taken for the same until their texts
/// differ, or those of something that they refer to: the coarsest division, which is right for types that contain themselves too.
/// </summary>
internal static class SchemaClasses
{
    public static void Divide(IReadOnlyList<SchemaEntry> entries)
    {
        var count = Number(entries, static entry => (object)entry.Type);
        while (true)
        {
            foreach (var entry in entries)
            {
                entry.Refer(entry.Class.ToString(CultureInfo.InvariantCulture));
            }

            // The class is part of the key, so that what was told apart stays apart.
            var next = Number(entries, static entry => (entry.Class, entry.Schema.ToJsonString()));
            if (next == count)
            {
                return;
            }

            count = next;
        }
    }

    private static int Number(IReadOnlyList<SchemaEntry> entries, Func<SchemaEntry, object> key)
    {
        var numbers = new Dictionary<object, int>();
        var keys = entries.Select(key).ToList();
        for (var index = 0; index < entries.Count; index++)
        {
            if (!numbers.TryGetValue(keys[index], out var number))
            {
                number = numbers.Count;
                numbers.Add(keys[index], number);
            }

            entries[index].Class = number;
        }

        return numbers.Count;
    }
}
