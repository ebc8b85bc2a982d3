using SegStream.Framing;

namespace SegStream.Tests.Framing;

/// <summary>Several events in one frame.</summary>
public sealed class BatchTests
{
    private static readonly FrameFormat Batched = Formats.Sse() with { Envelope = StreamEnvelope.TypeData, BatchCount = 3 };

    [Fact]
    public void Events_share_a_frame_that_says_how_many_they_are()
    {
        using var buffer = new FrameBuffer();
        var batch = FrameFormatters.Create<Job>(Batched).CreateBatch()!;
        buffer.Write(":\n\n"u8);
        batch.Add(buffer, new Job.Started(3));
        batch.Add(buffer, new Job.Finished());
        Assert.False(batch.IsFull);
        Assert.Equal(3, batch.Start);
        batch.Add(buffer, new Job.Finished());
        Assert.True(batch.IsFull);
        batch.Close(buffer);

        Assert.Equal(
            ":\n\ndata: {\"type\":\"batch\",\"messages\":[{\"type\":\"start\",\"data\":{\"totalLines\":3,\"note\":null}},{\"type\":\"done\",\"data\":{}},{\"type\":\"done\",\"data\":{}}],\"count\":3}\n\n",
            Formats.Strict(buffer.WrittenSpan));
        Assert.Equal(0, batch.Count);
    }

    [Fact]
    public void A_single_event_has_the_frame_that_it_has_without_batches()
    {
        using var buffer = new FrameBuffer();
        var batch = FrameFormatters.Create<Tick>(Batched).CreateBatch()!;
        batch.Add(buffer, new Tick(1));
        batch.Close(buffer);
        batch.Add(buffer, new Tick(2));
        batch.Close(buffer);
        batch.Close(buffer);
        Assert.Equal("data: {\"type\":\"message\",\"data\":{\"number\":1}}\n\ndata: {\"type\":\"message\",\"data\":{\"number\":2}}\n\n", Formats.Strict(buffer.WrittenSpan));
    }

    [Fact]
    public void A_client_resumes_behind_the_last_event_of_the_frame_that_has_an_id()
    {
        using var buffer = new FrameBuffer();
        var batch = FrameFormatters.Create<UnifiedEvent>(Batched).CreateBatch()!;
        foreach (var id in new[] { "1", "2", null })
        {
            batch.Add(buffer, new UnifiedEvent { Kind = UnifiedEventKind.SseData, Text = "x", Id = id });
        }

        batch.Close(buffer);
        batch.Add(buffer, new UnifiedEvent { Kind = UnifiedEventKind.SseData, Text = "y" });
        batch.Close(buffer);
        var read = SseReader.Read(buffer.WrittenSpan);
        Assert.Equal(["2", "2"], read.Events.Select(each => each.LastEventId));
        Assert.Equal(1, Formats.Strict(buffer.WrittenSpan).Split("id:").Length - 1);
    }

    [Fact]
    public void An_event_that_fails_leaves_those_before_it_in_the_frame()
    {
        using var buffer = new FrameBuffer();
        var batch = FrameFormatters.Create<Odd>(Batched).CreateBatch()!;
        Assert.ThrowsAny<Exception>(() => batch.Add(buffer, new Odd.Raw("")));
        Assert.Equal((0, 0), (buffer.Length, batch.Count));
        batch.Add(buffer, new Odd.Raw("1"));
        Assert.ThrowsAny<Exception>(() => batch.Add(buffer, new Odd.Raw("")));
        batch.Add(buffer, new Odd.Raw("2"));
        batch.Close(buffer);
        Assert.Equal("data: {\"type\":\"batch\",\"messages\":[{\"type\":\"raw\",\"data\":1},{\"type\":\"raw\",\"data\":2}],\"count\":2}\n\n", Formats.Strict(buffer.WrittenSpan));
    }

    [Fact]
    public void A_heartbeat_is_no_event_and_shares_no_frame()
    {
        using var buffer = new FrameBuffer();
        var formatter = FrameFormatters.Create<UnifiedEvent>(Batched);
        var heartbeat = new UnifiedEvent { Kind = UnifiedEventKind.Heartbeat };
        Assert.False(formatter.IsBatched(heartbeat));
        Assert.All(new[] { UnifiedEventKind.SseData, UnifiedEventKind.SseJson }, kind => Assert.True(formatter.IsBatched(new UnifiedEvent { Kind = kind })));
        formatter.WriteEvent(buffer, heartbeat, 0);
        Assert.Equal(":\n\n", Formats.Strict(buffer.WrittenSpan));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    public void An_id_that_would_break_its_line_fails_its_own_event(string id)
    {
        using var buffer = new FrameBuffer();
        var batch = FrameFormatters.Create<UnifiedEvent>(Batched).CreateBatch()!;
        batch.Add(buffer, new UnifiedEvent { Kind = UnifiedEventKind.SseData, Text = "x", Id = "1" });
        Assert.Throws<ArgumentException>(() => batch.Add(buffer, new UnifiedEvent { Kind = UnifiedEventKind.SseData, Text = "x", Id = id }));
        batch.Close(buffer);
        Assert.Equal("data: {\"type\":\"message\",\"data\":\"x\"}\nid: 1\n\n", Formats.Strict(buffer.WrittenSpan));
    }

    [Fact]
    public void What_stands_before_an_open_frame_can_leave_the_buffer()
    {
        using var buffer = new FrameBuffer();
        var batch = FrameFormatters.Create<Tick>(Batched).CreateBatch()!;
        buffer.Write(":\n\n"u8);
        batch.Add(buffer, new Tick(1));
        buffer.Remove(0, 3);
        batch.Moved(3);
        batch.Add(buffer, new Tick(2));
        batch.Close(buffer);
        Assert.Equal("data: {\"type\":\"batch\",\"messages\":[{\"type\":\"message\",\"data\":{\"number\":1}},{\"type\":\"message\",\"data\":{\"number\":2}}],\"count\":2}\n\n", Formats.Strict(buffer.WrittenSpan));
    }
}
