using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SegStream;

namespace App;

public sealed record Tick(int Number);

public sealed class Both : IAsyncEnumerable<Tick>, IEnumerable<Tick>
{
    public IAsyncEnumerator<Tick> GetAsyncEnumerator(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IEnumerator<Tick> GetEnumerator() => throw new NotSupportedException();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw new NotSupportedException();
}

public static class Shapes
{
    [SseEndpoint("/sequence/{count}")]
    public static IAsyncEnumerable<Tick> Sequence(int count, CancellationToken ct) => throw new NotSupportedException();

    [SseEndpoint("/task-of-sequence")]
    public static Task<IAsyncEnumerable<Tick>> TaskOfSequence() => throw new NotSupportedException();

    [SseEndpoint("/maybe")]
    public static IAsyncEnumerable<Tick>? Maybe() => null;

    [SseEndpoint("/maybe-later")]
    public static ValueTask<Both?> MaybeLater() => default;

    [JsonStream("/list")]
    public static List<Tick> List() => [];

    [JsonStream("/array", Formats = JsonStreamFormats.NdJson | JsonStreamFormats.JsonArray)]
    public static Tick[] Array() => [];

    [JsonStream("/value-task-of-array")]
    public static ValueTask<Tick?[]> ValueTaskOfArray() => default;

    [JsonStream("/both")]
    public static Both Both() => new();

    [TextStream("/lines")]
    public static IEnumerable<string?> Lines() => [];

    [TextStream("/reader", Capacity = 64, HighWatermark = 0.75, LowWatermark = 0.25)]
    public static ChannelReader<string> Reader() => throw new NotSupportedException();

    [ChunkedStream("/task-of-reader", ContentType = "text/csv", HeartbeatSeconds = 0)]
    public static Task<ChannelReader<ReadOnlyMemory<char>>> TaskOfReader() => throw new NotSupportedException();

    [BinaryStream("/push", LengthPrefixed = true, ContentType = "audio/wav")]
    public static async Task Push(StreamSender<ReadOnlyMemory<byte>> sender, CancellationToken ct)
    {
        await sender.SendAsync(default, ct);
        sender.EndStream();
    }

    [SseEndpoint("/push-void", Overflow = OverflowPolicy.DropOldest, MaxLag = 100, MaxLagBytes = 65_536, Name = "push-void", Method = "POST")]
    public static void PushVoid(StreamSender<Tick> events) => events.EndStream();

    [SseEndpoint("/push-value-task", IdleTimeoutSeconds = 1.5, MaxDurationSeconds = 60, WriteTimeoutSeconds = 5)]
    public static ValueTask PushValueTask(CancellationToken ct, StreamSender<Tick?> sender) => default;

    [SseEndpoint("/push-unified")]
    public static Task PushUnified(StreamSender sender, string topic) => Task.CompletedTask;

    [SseEndpoint("/detached/{room}")]
    public static Results<NotFound, StreamResponse<Tick>> Detached(string room, HttpContext http, CancellationToken ct) => TypedResults.NotFound();

    [SseEndpoint("/detached-later")]
    public static async Task<StreamResponse<Tick>> DetachedLater(string? room)
    {
        await Task.Yield();
        return StreamResponse.Sse<Tick>();
    }

    [SseEndpoint("/detached-unified")]
    public static StreamResponse DetachedUnified() => StreamResponse.Sse();

    [SseEndpoint("/detached-maybe")]
    public static ValueTask<IResult?> DetachedMaybe() => default;
}
