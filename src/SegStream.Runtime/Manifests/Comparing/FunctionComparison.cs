namespace SegStream.Manifests;

/// <summary>Compares a function with what it was.</summary>
internal static class FunctionComparison
{
    public static void Compare(ChangeList changes, StreamManifest oldManifest, StreamManifestFunction old, StreamManifest currentManifest, StreamManifestFunction current)
    {
        if (!string.Equals(old.Method, current.Method, StringComparison.OrdinalIgnoreCase))
        {
            changes.Add(StreamManifestChangeKind.MethodChanged, "method", $"{old.Method} has become {current.Method}");
        }

        if (!RouteShape.Parse(current.Route).Takes(RouteShape.Parse(old.Route)))
        {
            changes.Add(StreamManifestChangeKind.RouteChanged, "route", $"{old.Route} has become {current.Route}");
        }

        if (current.RequiresAuthorization && !old.RequiresAuthorization)
        {
            changes.Add(StreamManifestChangeKind.AuthorizationAdded, "requiresAuthorization", "callers have to be known now");
        }

        CompareContent(changes, old, current);
        CompareSettings(changes, old.Settings, current.Settings);
        new ParameterComparison(changes, new SchemaComparison(changes, oldManifest.Definitions, currentManifest.Definitions, SchemaDirection.Received)).Compare(old.Parameters, current.Parameters);
        new EventComparison(changes, new SchemaComparison(changes, oldManifest.Definitions, currentManifest.Definitions, SchemaDirection.Sent)).Compare(old.Events, current.Events);
    }

    private static void CompareContent(ChangeList changes, StreamManifestFunction old, StreamManifestFunction current)
    {
        if (old.Mode != current.Mode)
        {
            changes.Add(StreamManifestChangeKind.ModeChanged, "mode", $"{ManifestWords.Of(old.Mode)} has become {ManifestWords.Of(current.Mode)}");
        }

        foreach (var type in old.ContentTypes.Except(current.ContentTypes, StringComparer.OrdinalIgnoreCase))
        {
            changes.Add(StreamManifestChangeKind.ContentTypeRemoved, "contentTypes", $"{type} is no longer offered");
        }

        if (old.ContentTypes is [var first, ..] && current.ContentTypes is [var now, ..]
            && !string.Equals(first, now, StringComparison.OrdinalIgnoreCase)
            && current.ContentTypes.Contains(first, StringComparer.OrdinalIgnoreCase))
        {
            changes.Add(StreamManifestChangeKind.DefaultContentTypeChanged, "contentTypes", $"who asks for no content type gets {now} instead of {first}");
        }
    }

    private static void CompareSettings(ChangeList changes, StreamManifestSettings old, StreamManifestSettings current)
    {
        if (old.Envelope != current.Envelope)
        {
            changes.Add(StreamManifestChangeKind.FramesChanged, "settings.envelope", $"{ManifestWords.Of(old.Envelope)} has become {ManifestWords.Of(current.Envelope)}");
        }

        if (old.BatchCount <= 1 && current.BatchCount > 1)
        {
            changes.Add(StreamManifestChangeKind.FramesChanged, "settings.batchCount", "several events may share a frame now");
        }

        if (old.CompressPayloadsOver is null && current.CompressPayloadsOver is not null)
        {
            changes.Add(StreamManifestChangeKind.FramesChanged, "settings.compressPayloadsOver", "payloads may be compressed now");
        }

        if (old.LengthPrefixed != current.LengthPrefixed)
        {
            changes.Add(StreamManifestChangeKind.FramesChanged, "settings.lengthPrefixed", current.LengthPrefixed ? "events are preceded by their length now" : "events are no longer preceded by their length");
        }

        if (!Drops(old.Overflow) && Drops(current.Overflow))
        {
            changes.Add(StreamManifestChangeKind.DeliveryWeakened, "settings.overflow", $"{ManifestWords.Of(old.Overflow)} has become {ManifestWords.Of(current.Overflow)}: a slow client loses events");
        }
    }

    private static bool Drops(OverflowPolicy policy) => policy is OverflowPolicy.DropOldest or OverflowPolicy.DropNewest or OverflowPolicy.Coalesce;
}
