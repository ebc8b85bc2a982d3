using System.Diagnostics;
using SegStream.Soak.Books;
using SegStream.Soak.Plans;
using SegStream.Soak.Reading;

namespace SegStream.Soak.Clients;

/// <summary>One visit of a client to one stream.</summary>
internal sealed class Visitor(Random random)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly MemoryStream _body = new();
    private TimeSpan _longestPause;

    /// <summary>Does what a plan says.</summary>
    /// <exception cref="TimeoutException">The visit does not come to its end.</exception>
    public async Task<Visit> VisitAsync(Transports transports, StreamRecord record, TimeSpan patience)
    {
        try
        {
            await using var body = await transports.OpenAsync(record.Plan, random).WaitAsync(patience);
            var visit = await FollowAsync(body, record).WaitAsync(patience);
            return visit with { Status = visit.Status == 0 ? body.Status : visit.Status, LongestPause = _longestPause };
        }
        catch (BodyCutException)
        {
            return new Visit { End = VisitEnd.Unanswered };
        }
    }

    private async Task<Visit> FollowAsync(ResponseBody body, StreamRecord record)
    {
        var plan = record.Plan;
        if (plan.Behaviour == Behaviour.Hang)
        {
            await Task.Delay(plan.ReadsMilliseconds % 20);
            body.Leave(reset: plan.ReadsMilliseconds % 2 == 0);
            return new Visit { End = VisitEnd.Left };
        }

        if (body.Status != StatusCodes.Status200OK)
        {
            return new Visit { End = VisitEnd.Refused, Status = body.Status };
        }

        if (plan.ReadsToTheEnd)
        {
            return await ReadToTheEndAsync(body, plan);
        }

        var end = await ReadAWhileAsync(body, plan);
        if (end is { } early)
        {
            return Result(early, body, plan);
        }

        if (plan.Behaviour == Behaviour.Vanish)
        {
            body.Vanish();
        }

        if (plan.Behaviour is Behaviour.Stall or Behaviour.Vanish or Behaviour.FallAsleep)
        {
            // The server has to find out by itself.
            while (record.Ended is null)
            {
                await Task.Delay(10);
            }
        }

        var visit = Result(VisitEnd.Left, body, plan);
        body.Leave(plan.Behaviour == Behaviour.Reset);
        return visit;
    }

    private async Task<Visit> ReadToTheEndAsync(ResponseBody body, StreamPlan plan)
    {
        var size = plan.Behaviour == Behaviour.ReadInBits ? random.Next(1, 40) : _buffer.Length;
        while (true)
        {
            var end = await ReadOnceAsync(body, size);
            if (end is { } over)
            {
                var finding = over == VisitEnd.Complete ? await body.FindAfterEndAsync() : null;
                return Result(over, body, plan) with { Finding = finding, Status = StatusCodes.Status200OK };
            }

            if (plan.Behaviour == Behaviour.ReadSlowly)
            {
                var pause = Stopwatch.GetTimestamp();
                await Task.Delay(random.Next(1, 15));
                Pause(pause);
            }
        }
    }

    /// <returns>How the body ended, if it did meanwhile.</returns>
    private async Task<VisitEnd?> ReadAWhileAsync(ResponseBody body, StreamPlan plan)
    {
        var until = Stopwatch.GetTimestamp() + (Stopwatch.Frequency * plan.ReadsMilliseconds / 1_000);
        while (_body.Length < plan.ReadsBytes)
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), until);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            var reading = ReadOnceAsync(body, _buffer.Length);
            if (await Task.WhenAny(reading, Task.Delay(left)) != reading)
            {
                // A read that is under way when the client leaves fails then, which is nobody's business.
                _ = reading.ContinueWith(static read => read.Exception, TaskScheduler.Default);
                return null;
            }

            if (await reading is { } end)
            {
                return end;
            }
        }

        return null;
    }

    private async Task<VisitEnd?> ReadOnceAsync(ResponseBody body, int size)
    {
        try
        {
            var count = await body.ReadAsync(_buffer.AsMemory(0, size));
            if (count == 0)
            {
                return body.ShowsItsEnd ? VisitEnd.Complete : VisitEnd.Closed;
            }

            _body.Write(_buffer, 0, count);
            return null;
        }
        catch (BodyCutException)
        {
            return VisitEnd.Cut;
        }
    }

    private Visit Result(VisitEnd end, ResponseBody body, StreamPlan plan)
    {
        var decoded = Codings.Decode(body.Coding, _body, out var malformed);
        var received = BodyParser.Parse(plan.Endpoint, body.ContentType, decoded.Span, whole: end == VisitEnd.Complete);
        received.Malformed ??= malformed;
        return Result(end, received, body, plan);
    }

    private Visit Result(VisitEnd end, Received received, ResponseBody body, StreamPlan plan) => new()
    {
        End = end,
        Received = received,
        Bytes = _body.Length,
        ShowsBytes = !plan.Endpoint.Compressed || body.ShowsItsBytes,
        IsExact = end == VisitEnd.Complete || (body.IsExactWhenCut && end is VisitEnd.Cut or VisitEnd.Closed),
    };

    private void Pause(long since)
    {
        var pause = Stopwatch.GetElapsedTime(since);
        _longestPause = pause > _longestPause ? pause : _longestPause;
    }
}
